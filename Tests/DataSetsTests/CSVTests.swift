import Basis
import DataSets
import Foundation
import TestSupport
import Testing

@Suite struct CSVTests {
  /// Reads `text` as a file with the given settings.
  private func read(_ text: String, _ settings: [(name: String, value: Value)] = []) throws -> RawData {
    try read(Array(text.utf8), settings)
  }

  private func read(_ bytes: [UInt8], _ settings: [(name: String, value: Value)] = []) throws -> RawData {
    var reader = CSV()
    let all: [(name: String, value: Value)] =
      [("file", .text("some/table.csv")), ("target", .text("last"))] + settings
    for (name, value) in all { try reader.set(name, to: value) }
    return try reader.data(bytes)
  }

  private func complaint(_ text: String, _ settings: [(name: String, value: Value)] = []) -> Problem {
    problem("reading \(text.prefix(50))") { _ = try read(text, settings) }
  }

  @Test func readsNumbersAndTextClasses() throws {
    let data = try read("a,b,kind\n1,2.5,cat\n-3,4e2,dog\n.5,+7,cat\n")
    #expect(data.featureNames == ["a", "b"])
    #expect(data.samples.features == [1, 2.5, -3, 400, 0.5, 7])
    #expect(data.task == .classification(classes: ["cat", "dog"]))
    #expect(data.samples.targets.labels == [0, 1, 0])
    #expect(data.name == "table")
    #expect(data.title == "3 rows, 2 features, 2 classes")
  }

  @Test func decimalsAreTheNearestFloats() throws {
    let texts = [
      "0.1", "123456789.123456789", "1e-7", "3.4028234e38", "-0.30000001192092896", "9007199254740993",
      "1.17549435e-38",
    ]
    let data = try read("x,y\n" + texts.map { "\($0),0.5\n" }.joined())
    #expect(data.samples.features == texts.compactMap { Float($0) })
  }

  @Test func quotedFieldsHoldSeparatorsLineBreaksAndQuotes() throws {
    let data = try read(
      "\"a,1\",\"b\"\n\"1\",\"red, or \"\"so\"\"\"\n2,\"two\nlines\"\n", [("header", .text("on"))])
    #expect(data.featureNames == ["a,1"])
    #expect(data.samples.features == [1, 2])
    #expect(data.task.classes == ["red, or \"so\"", "two lines"])
  }

  @Test func lineEndingsByteOrderMarkAndBlankLinesMakeNoDifference() throws {
    let plain = try read("a,b\n1,2.5\n3,4.5\n")
    for text in [
      "a,b\r\n1,2.5\r\n3,4.5\r\n", "\u{FEFF}a,b\n1,2.5\n3,4.5", "\na,b\n\n1,2.5\n  \n3,4.5\n\n\n",
      "a,b\r1,2.5\r3,4.5\r",
      " a , b \n 1 ,2.5\t\n3, 4.5 \n",
    ] {
      let other = try read(text)
      #expect(
        other.samples == plain.samples && other.featureNames == plain.featureNames, "\(text.debugDescription)"
      )
    }
  }

  @Test func otherSeparatorsWork() throws {
    for (separator, word) in [(";", ";"), ("\t", "tab"), ("|", "|"), (" ", "space")] {
      let data = try read(
        "a\(separator)b\n1\(separator)2.5\n3\(separator)4.5\n", [("separator", .text(word))])
      #expect(data.samples.features == [1, 3], "\(word)")
    }
    for word in ["", ",,", "\"", "7", "é"] {
      #expect(complaint("a,b\n1,2\n", [("separator", .text(word))]).message.contains("separator must be"))
    }
  }

  // MARK: header

  @Test func aFirstLineWithANumberIsDataUnlessToldOtherwise() throws {
    let data = try read("1,2.5\n3,4.5\n")
    #expect(data.featureNames == ["column1"])
    #expect(data.samples.count == 2)
    #expect(try read("1,2.5\n3,4.5\n5,6.5\n", [("header", .text("on"))]).featureNames == ["1"])
    let words = try read(
      "x,cat\ny,dog\nx,dog\n", [("header", .text("off")), ("categories", .text("onehot"))])
    #expect(words.samples.count == 3)
  }

  // MARK: target

  @Test func theTargetIsNamedNumberedOrLast() throws {
    let text = "a,b,c\n1,2.5,3.5\n4,5.5,6.5\n"
    for (target, features) in [
      (Value.text("b"), ["a", "c"]), (.number(1), ["b", "c"]), (.text("last"), ["a", "b"]),
    ] {
      #expect(try read(text, [("target", target)]).featureNames == features)
    }
  }

  @Test func anUnknownTargetIsAnsweredWithTheColumns() {
    let text = "height,width,colour\n1,2,3.5\n"
    let misspelt = complaint(text, [("target", .text("color"))])
    #expect(misspelt.message.contains("height, width and colour"))
    #expect(misspelt.message.contains("Did you mean \"colour\"?"))
    #expect(complaint(text, [("target", .number(4))]).message.contains("columns 1 to 3"))
    for number in ["0", "-1", "\(Int.min)", "\(Int.max)"] {
      #expect(complaint(text, [("target", .text(number))]).message.contains("columns 1 to 3"))
    }
    #expect(complaint(text, [("target", .text(""))]).advice?.contains("target=colour") == true)
    #expect(complaint("a,a,b\n1,2,3.5\n", [("target", .text("a"))]).message.contains("2 columns called a"))
  }

  @Test func fewWholeNumbersAreClassesAndAnythingElseIsARegression() throws {
    let labels = try read("x,y\n1,3\n2,7\n3,3\n4,-1\n")
    #expect(labels.task == .classification(classes: ["-1", "3", "7"]))
    #expect(labels.samples.targets.labels == [1, 2, 1, 0])
    #expect(try read("x,y\n1,3\n2,7\n", [("task", .text("numbers"))]).task == .regression(targets: ["y"]))
    #expect(try read("x,y\n1,3.5\n2,7\n").samples.targets.numbers == [3.5, 7])
    let many = "x,y\n" + (0..<21).map { "\($0),\($0)\n" }.joined()
    #expect(try read(many).task == .regression(targets: ["y"]))
    #expect(try read(many, [("task", .text("classes"))]).task.classes.count == 21)
    #expect(
      complaint("x,y\n1,3.5\n2,7\n", [("task", .text("classes"))]).advice?.contains("task=numbers") == true)
    #expect(complaint("x,y\n1,a\n2,b\n", [("task", .text("numbers"))]).message.contains("holds text"))
    #expect(complaint("x,y\n1,a\n2,a\n").message.contains("nothing to tell apart"))
  }

  // MARK: text columns

  @Test func textFeaturesAreRefusedWithAnExampleAndBecomeOneHotWhenAsked() throws {
    let text = "x,colour,y\n1,red,0.5\n2,blue,1.5\n3,red,2.5\n"
    let found = complaint(text)
    #expect(
      found.message.contains("line 2") && found.message.contains("colour") && found.message.contains("red"))
    #expect(
      found.advice?.contains("categories=onehot") == true && found.advice?.contains("ignore=[colour]") == true
    )
    let data = try read(text, [("categories", .text("onehot"))])
    #expect(data.featureNames == ["x", "colour=blue", "colour=red"])
    #expect(data.samples.features == [1, 0, 1, 2, 1, 0, 3, 0, 1])
    #expect(try read(text, [("ignore", .list([.text("colour")]))]).featureNames == ["x"])
  }

  @Test func aColumnOfNamesIsNotTurnedIntoHundredsOfFeatures() {
    let text = "name,y\n" + (0..<101).map { "n\($0)x,0.5\n" }.joined()
    #expect(complaint(text, [("categories", .text("onehot"))]).message.contains("101 different texts"))
  }

  @Test func columnsToIgnoreMustExistAndLeaveSomething() {
    #expect(complaint("a,b\n1,2.5\n", [("ignore", .text("c"))]).message.contains("no column \"c\""))
    #expect(complaint("a,b\n1,2.5\n", [("ignore", .text("b"))]).message.contains("is the target"))
    #expect(complaint("a,b\n1,2.5\n", [("ignore", .text("a"))]).message.contains("no column besides"))
  }

  // MARK: missing entries

  let gaps = "a,b,y\n1,2,0.5\n,4,1.5\n5,NA,2.5\n7,8,3.5\n9,?,4.5\n"

  @Test func missingEntriesStopTheReaderUnlessItIsToldWhatToDo() {
    let found = complaint(gaps)
    #expect(found.message.contains("line 3") && found.message.contains("a is missing"))
    #expect(found.advice?.contains("missing=drop") == true)
    #expect(found.kind == .malformed)
  }

  @Test func everyCustomaryWordCountsAsMissing() throws {
    for word in ["", "?", "NA", "n/a", "NaN", "nan", "NULL", "None", "-", "\"\""] {
      let data = try read("a,y\n1,0.5\n\(word),1.5\n", [("missing", .text("drop"))])
      #expect(data.samples.count == 1, "\(word)")
    }
  }

  @Test func dropLeavesRowsOutAndSaysHowMany() throws {
    let data = try read(gaps, [("missing", .text("drop"))])
    #expect(data.samples.features == [1, 2, 7, 8])
    #expect(data.missing.droppedRows == 3)
    #expect(data.missing.columns == [.init(name: "a", count: 1), .init(name: "b", count: 2)])
    #expect(complaint("a,y\n,0.5\n,1.5\n", [("missing", .text("drop"))]).message.contains("leaves none"))
  }

  @Test func meanAndMedianAreThoseOfTheTrainingPartAlone() throws {
    var data = try read("x,y\n1,0.5\n,1.5\n2,2.5\n6,3.5\n1000,4.5\n,5.5\n", [("missing", .text("mean"))])
    data.ownTest = 4..<6
    let all = Splitting(validation: 0, test: 0)
    let mean = try DataSet(data, splitting: all, seed: 1, scaling: NoScaling())
    #expect(mean.fills == [3])
    #expect(mean.train.features.sorted() == [1, 2, 3, 6])
    #expect(mean.test.features == [1000, 3])
    data.missing.handling = .median
    let median = try DataSet(data, splitting: all, seed: 1, scaling: NoScaling())
    #expect(median.fills == [2])
    #expect(median.raw(.test).features == [1000, 2])
    #expect(median.rawSample(1, of: .test).first?.isNaN == true)
  }

  @Test func aColumnWithoutAnyValueCannotBeFilled() throws {
    let data = try read(
      "x,z,y\n1,,0.5\n2,,1.5\n3,,2.5\n4,,3.5\n5,,4.5\n6,,5.5\n7,,6.5\n", [("missing", .text("mean"))])
    let found = problem { _ = try DataSet(data, seed: 1) }
    #expect(found.message.contains("z has no value"))
  }

  @Test func aMissingTargetOrTextIsNeverFilled() {
    for how in ["mean", "median"] {
      #expect(
        complaint("x,y\n1,\n2,3.5\n", [("missing", .text(how))]).message.contains("target y is missing"))
      let text = complaint(
        "c,y\nred,1.5\n,2.5\n", [("missing", .text(how)), ("categories", .text("onehot"))])
      #expect(text.message.contains("text has no \(how)"))
    }
  }

  // MARK: broken files

  @Test func raggedRowsAreReportedWithTheirLine() {
    let found = complaint("a,b,c\n1,2,3\n4,5\n")
    #expect(found.message.contains("line 3: 2 fields, but line 1 has 3"))
    #expect(found.kind == .malformed && found.exitCode == 65)
    #expect(complaint("\n\na,b\n1\n").message.contains("line 4: 1 fields, but line 3 has 2"))
    #expect(complaint("a,b\n\"x\ny\",2.5\n1,2,3\n").message.contains("line 4: 3 fields"))
  }

  @Test func brokenFilesOfEveryKindAreProblemsAndNotTraps() {
    let cases: [(String, String)] = [
      ("a,b\n1,\"two\n", "never closed"), ("a,b\n1,\"two\"x\n", "after a quoted field"),
      ("a,b\n", "no rows below"), ("\n\n\n", "no lines with data"), ("a\n1\n", "no column besides"),
      ("a,b\n1,1e400\n", "beyond what fits"), ("a,b\n1e39,1\n", "beyond what fits"),
      ("a,b\n1,\u{1B}[2Jx\n", "control characters"),
      ("a,b\n1,\(String(repeating: "x", count: 300))\n", "at most 200"),
      ("a,b\n1\u{0},2\n", "not text"),
    ]
    for (text, expected) in cases {
      let found = complaint(text)
      #expect(found.message.contains(expected), "\(text.debugDescription): \(found.message)")
      #expect(found.kind == .malformed, "\(text.debugDescription)")
      #expect(!found.message.contains("\u{1B}"))
    }
    let infinite = complaint("a,b\ninf,1\n1,2\n")
    #expect(infinite.message.contains("holds text"))
  }

  @Test func filesThatAreNoTextAreRecognized() {
    #expect(problem { _ = try read([0xFF, 0xFE, 0x61, 0x00]) }.message.contains("UTF-16"))
    #expect(problem { _ = try read([0x1F, 0x8B, 8, 0]) }.message.contains("gzip"))
    #expect(problem { _ = try read([]) }.message.contains("no lines"))
    #expect(problem { _ = try read(Array("a,b\n1,".utf8) + [0xE9, 0x0A]) }.message.contains("not UTF-8"))
    #expect(
      problem { _ = try read((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) }) }.kind == .malformed)
  }

  @Test func aMegabyteOnOneLineIsAnswered() {
    let digits = String(repeating: "1", count: 1_000_000)
    #expect(complaint(digits).kind == .malformed)
    #expect(complaint(String(repeating: "1,", count: 500_000) + "1").kind == .malformed)
    #expect(complaint("\"" + digits).message.contains("never closed"))
  }

  @Test func foldersAndAbsentFilesAreMissingInput() throws {
    let folder = try Scratch()
    let empty = try folder.write("", to: "empty.csv")
    #expect(problem { _ = try Files.read(empty) }.message.contains("is empty"))
    for (path, expected) in [
      (folder.path, "is a folder"), (folder.path + "/none.csv", "there is no file"), ("/dev/null", "neither"),
    ] {
      let found = problem {
        _ = try Readers.family.make("csv", settings: [("file", .text(path)), ("target", .text("y"))]).load(
          seed: 1)
      }
      #expect(found.message.contains(expected) && found.kind == .missingInput, "\(found.message)")
    }
    #expect(
      problem { _ = try Readers.family.make("csv").load(seed: 1) }.advice?.contains("data csv FILE") == true)
  }

  @Test func randomBytesNeverTrap() throws {
    var random = Random(seed: 8)
    let alphabet = Array("0123456789.,;-+eE\"\n\r abc\u{FEFF}é".utf8)
    var reader = CSV()
    reader.target = "last"
    reader.missing = .drop
    reader.categories = .onehot
    for _ in 0..<20_000 {
      let bytes = (0..<random.index(below: 60)).map { _ in alphabet[random.index(below: alphabet.count)] }
      do {
        let data = try reader.data(bytes)
        #expect(data.samples.features.allSatisfy { $0.isFinite })
      } catch is Problem {}
    }
  }
}
