"""Where a database still says some words, in whatever row and packed however."""

from sqlmodel import SQLModel

from app.store.packed import decompress


def remembering(store, words):
    """The tables of which some row says the words, whatever it is packed into."""
    found = set()
    with store.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                values = [decompress(bytes(each)) if isinstance(each, bytes) else str(each).encode() for each in row]
                if any(words.encode() in value for value in values):
                    found.add(table.name)
    return found
