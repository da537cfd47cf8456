import GRDB

/// The tables of the run store, as the steps that led to them. A step that has been released is never changed.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs") { try $0.execute(sql: runs) }
    migrator.registerMigration("2 trials") { try $0.execute(sql: trials) }
    migrator.registerMigration("3 claims") { try $0.execute(sql: claims) }
    migrator.registerMigration("4 inherited") { try $0.execute(sql: inherited) }
    return migrator
  }

  // AUTOINCREMENT: a number that was given once never comes to mean another run.
  private static let runs = """
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
    CREATE TABLE setting (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      place INTEGER NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (run, place)
    ) WITHOUT ROWID;
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
    """

  private static let trials = """
    ALTER TABLE run ADD COLUMN experiment TEXT;
    ALTER TABLE run ADD COLUMN arm TEXT;
    ALTER TABLE run ADD COLUMN study TEXT;
    CREATE INDEX runOfExperiment ON run (experiment) WHERE experiment IS NOT NULL;
    CREATE TABLE sweep (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      place INTEGER NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (run, place)
    ) WITHOUT ROWID;
    CREATE TABLE measure (
      run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      place INTEGER NOT NULL,
      name TEXT NOT NULL,
      value REAL,
      PRIMARY KEY (run, place)
    ) WITHOUT ROWID;
    """

  // One row a claim, whatever its test had to say: the entry is JSON.
  private static let claims = """
    CREATE TABLE claim (
      place INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      entry TEXT NOT NULL
    );
    """

  private static let inherited = "ALTER TABLE run ADD COLUMN inherited REAL;"
}
