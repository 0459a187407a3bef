"""The store: TinyDB documents in a folder of table files, never half written.

    open        what the app opens: a Store with its source, the user's data and notices
    source      typed reads for the query room; user: stars and the last view; write: a refresh
    storage     TinyDB on top: FolderStorage, FolderTable, Database
    folder      one state to read, one writer at a time; publish and recovery are its two halves
    view        reading a state; tablefile, manifest, journal, document: the formats, as bytes
    seed        a new store from the bundle; migrate: an older store; doctor, checks, salvage: a
                damaged one
    location    where the store and the bundle are; lock, files: the operating system

Imports nothing here: the first screen takes what it needs, and TinyDB is not among it.
"""
