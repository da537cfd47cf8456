#!/usr/bin/env python3
"""Writes the bundled data sets: one folder each, with a CSV file and its manifest.json.

Made with scikit-learn 1.9.1 (pip install scikit-learn==1.9.1), which carries the data itself: no network needed.
Running it again must change nothing (git diff Datasets); if it does, the data changed upstream.
"""

import hashlib
import json
import pathlib

import sklearn
from sklearn import datasets

MADE_WITH = "1.9.1"
HERE = pathlib.Path(__file__).resolve().parent
UCI = "https://archive.ics.uci.edu/dataset"


def number(value):
    """The shortest text that reads back as the same number; whole numbers without a point."""
    value = float(value)
    return str(int(value)) if value == int(value) else repr(value)


def write(name, title, features, rows, targets, target, *, classes=None, shape=None, image_range=None,
          scaling="standard", origin, licence, citation, notes=None):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    lines = [",".join(features + [target])]
    for row, label in zip(rows, targets):
        last = classes[int(label)] if classes else number(label)
        lines.append(",".join([number(value) for value in row] + [last]))
    data = ("\n".join(lines) + "\n").encode("utf-8")
    (folder / f"{name}.csv").write_bytes(data)
    manifest = {
        "schema": 1,
        "name": name,
        "title": title,
        "file": f"{name}.csv",
        "sha256": hashlib.sha256(data).hexdigest(),
        "count": len(rows),
        "shape": shape or [len(features)],
        "range": [float(rows.min()), float(rows.max())],
        "features": features,
        "target": target,
        "scaling": scaling,
        "origin": origin,
        "licence": licence,
        "citation": citation,
    }
    if classes:
        manifest["classes"] = classes
    if image_range:
        manifest["imageRange"] = image_range
    if notes:
        manifest["notes"] = notes
    entries = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in manifest.items()]
    text = "{\n" + ",\n".join(entries) + "\n}\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    print(f"{name}: {len(rows)} rows, {len(data):,} bytes")


def words(names):
    return [str(name).replace(" ", "-").replace("_", "-").replace("/", "-") for name in names]


def main():
    assert sklearn.__version__ == MADE_WITH, f"made with scikit-learn {MADE_WITH}, this is {sklearn.__version__}"

    digits = datasets.load_digits()
    write(
        "digits", "1,797 handwritten digits, 8×8 grey, 10 classes",
        [f"pixel-{row}-{column}" for row in range(8) for column in range(8)],
        digits.data, digits.target, "digit", classes=[str(digit) for digit in range(10)],
        shape=[8, 8, 1], image_range=[0, 16], scaling="global",
        origin=f"UCI Optical Recognition of Handwritten Digits, test part ({UCI}/80), from scikit-learn's copy",
        licence="CC BY 4.0",
        citation="E. Alpaydin and C. Kaynak (1998). Optical Recognition of Handwritten Digits. UCI Machine Learning "
                 "Repository. https://doi.org/10.24432/C50P49",
        notes="Each pixel counts the inked pixels of a 4×4 block of a 32×32 bitmap: 0 to 16.")

    cancer = datasets.load_breast_cancer()
    write(
        "breast-cancer", "569 tumours described by 30 measurements of their cell nuclei, 2 classes",
        words(cancer.feature_names), cancer.data, cancer.target, "diagnosis", classes=words(cancer.target_names),
        origin=f"UCI Breast Cancer Wisconsin (Diagnostic) ({UCI}/17), from scikit-learn's copy",
        licence="CC BY 4.0",
        citation="W. Wolberg, O. Mangasarian, N. Street and W. Street (1993). Breast Cancer Wisconsin (Diagnostic). "
                 "UCI Machine Learning Repository. https://doi.org/10.24432/C5DW2B",
        notes="Raw measurements from 0 to 4,254: a good place to see what scaling does.")

    wine = datasets.load_wine()
    write(
        "wine", "178 wines from three cultivars, 13 chemical measurements, 3 classes",
        words(wine.feature_names), wine.data, wine.target, "cultivar",
        classes=[f"cultivar-{index + 1}" for index in range(3)],
        origin=f"UCI Wine ({UCI}/109), from scikit-learn's copy",
        licence="CC BY 4.0",
        citation="S. Aeberhard and M. Forina (1992). Wine. UCI Machine Learning Repository. "
                 "https://doi.org/10.24432/C5PC7J")

    iris = datasets.load_iris()
    write(
        "iris", "150 irises of three species, 4 measurements, 3 classes",
        [name.replace(" (cm)", "").replace(" ", "-") for name in iris.feature_names],
        iris.data, iris.target, "species", classes=words(iris.target_names),
        origin=f"Fisher's paper, as in scikit-learn and R; UCI's copy ({UCI}/53) differs in two flowers",
        licence="CC BY 4.0",
        citation="R. A. Fisher (1936). The use of multiple measurements in taxonomic problems. Annals of Eugenics 7, "
                 "179–188. https://doi.org/10.24432/C56C76",
        notes="All measurements are in centimetres.")

    diabetes = datasets.load_diabetes(scaled=False)
    names = ["age", "sex", "bmi", "blood-pressure", "total-cholesterol", "ldl", "hdl", "cholesterol-ratio",
             "log-triglycerides", "glucose"]
    write(
        "diabetes", "442 patients, 10 measurements, progression of diabetes one year later",
        names, diabetes.data, diabetes.target, "progression",
        origin="Diabetes data of the least-angle-regression paper "
               "(https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html), from scikit-learn's copy, unscaled",
        licence="no licence stated by the authors; distributed with scikit-learn under BSD-3-Clause",
        citation="B. Efron, T. Hastie, I. Johnstone and R. Tibshirani (2004). Least Angle Regression. "
                 "Annals of Statistics 32, 407–499",
        notes="sex is coded 1 and 2; the target runs from 25 to 346.")


if __name__ == "__main__":
    main()
