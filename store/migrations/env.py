"""Runs the migrations on the connection that the store hands over, inside the transaction it has begun.

Alembic runs this file itself: it is not there to be imported.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
