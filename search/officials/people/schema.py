"""The tables of the file of people."""

SCHEMA = (
    "CREATE TABLE state (version TEXT, change INTEGER, token TEXT, decisions TEXT) STRICT",
    """
    CREATE TABLE article (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        published TEXT NOT NULL,   -- YYYY-MM-DD, empty where nobody knows
        source TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE name (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,  -- what all its spellings share
        folded TEXT NOT NULL,
        given TEXT NOT NULL,       -- the last syllable, folded
        articles INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX name_folded ON name (folded)",
    "CREATE INDEX name_given ON name (given)",
    """
    CREATE TABLE appearance (
        name INTEGER NOT NULL,
        article INTEGER NOT NULL,
        person INTEGER NOT NULL,   -- 0 until it is known
        spelt TEXT NOT NULL,
        places TEXT NOT NULL,
        posts TEXT NOT NULL,
        awards TEXT NOT NULL,
        PRIMARY KEY (name, article)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX appearance_in ON appearance (article, person)",
    "CREATE INDEX appearance_of ON appearance (person, article)",
    # names whose people are to be told apart again
    "CREATE TABLE unsettled (name INTEGER PRIMARY KEY) STRICT",
    """
    CREATE TABLE person (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        spelt TEXT NOT NULL,
        known INTEGER NOT NULL,    -- 0 where nothing says who of the name is meant
        articles INTEGER NOT NULL,
        photos INTEGER NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX person_articles ON person (known, articles)",
    """
    CREATE TABLE bears (
        name INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (name, person)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE office (
        number INTEGER PRIMARY KEY,
        person INTEGER NOT NULL,
        title TEXT NOT NULL,
        organisation TEXT NOT NULL,
        place TEXT NOT NULL,
        former INTEGER NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        articles INTEGER NOT NULL,
        article INTEGER NOT NULL,  -- one that shows it
        shown TEXT NOT NULL,       -- where in it
        title_folded TEXT NOT NULL,
        organisation_folded TEXT NOT NULL,
        place_folded TEXT NOT NULL,
        whole_folded TEXT NOT NULL -- organisation and place
    ) STRICT
    """,
    "CREATE INDEX office_of ON office (person)",
    "CREATE INDEX office_in ON office (organisation_folded)",
    "CREATE INDEX office_whole ON office (whole_folded)",
    "CREATE INDEX office_titled ON office (title_folded)",
    # the articles that give somebody an office
    """
    CREATE TABLE shows (
        office INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (office, article)
    ) STRICT, WITHOUT ROWID
    """,
    # the orders and medals of a person
    """
    CREATE TABLE award (
        number INTEGER PRIMARY KEY,
        person INTEGER NOT NULL,
        name TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        articles INTEGER NOT NULL,
        article INTEGER NOT NULL,  -- the first that shows it
        shown TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX award_of ON award (person)",
)

#: All but the one row of state.
TABLES = (
    "article",
    "name",
    "appearance",
    "unsettled",
    "person",
    "bears",
    "office",
    "shows",
    "award",
)
