-- A store of runs as the first version of the schema left it: `sqlite3 runs.sqlite .dump` after its migration "1 runs".
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 runs');
CREATE TABLE run (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  date REAL NOT NULL,
  version TEXT NOT NULL,
  seed TEXT NOT NULL,
  script TEXT NOT NULL,
  continues TEXT,
  ending TEXT NOT NULL,
  steps INTEGER NOT NULL,
  samples INTEGER NOT NULL,
  seconds REAL NOT NULL,
  digest TEXT NOT NULL,
  testSamples INTEGER,
  testLoss REAL,
  testAccuracy REAL,
  testError REAL
);
INSERT INTO run VALUES(1,'6F1C','1700000000.5','0.1','42','seed 42' || char(10) || 'data digits' || char(10) || 'train 2',NULL,'completed',80,2514,0.25,'8193271d10e888a8',270,0.25,0.9,NULL);
INSERT INTO run VALUES(4,'A0B1','1700000100.0','0.1','18446744073709551615','seed 42','6F1C','diverged',3,96,0.5,'78248bea11953eb0',NULL,NULL,NULL,NULL);
CREATE TABLE setting (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  place INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, place)
) WITHOUT ROWID;
INSERT INTO setting VALUES(1,0,'data','digits');
INSERT INTO setting VALUES(1,1,'optimizer','sgd lr=0.1');
INSERT INTO setting VALUES(4,0,'data','digits');
CREATE TABLE epoch (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  number INTEGER NOT NULL,
  loss REAL,
  validationLoss REAL,
  accuracy REAL,
  validationAccuracy REAL,
  error REAL,
  validationError REAL,
  rate REAL,
  seconds REAL NOT NULL,
  PRIMARY KEY (run, number)
) WITHOUT ROWID;
INSERT INTO epoch VALUES(1,1,1.5,0.75,0.5,0.75,NULL,NULL,0.1,0.125);
INSERT INTO epoch VALUES(1,2,0.5,0.25,0.875,0.9375,NULL,NULL,0.1,0.125);
INSERT INTO epoch VALUES(4,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.5);
CREATE TABLE layer (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  meanAbsolute REAL,
  deviation REAL,
  norm REAL,
  zeroFraction REAL,
  PRIMARY KEY (run, number)
) WITHOUT ROWID;
INSERT INTO layer VALUES(1,1,'dense 50 relu',0.0078125,0.015625,0.5,0.0625);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('run',7);
COMMIT;
