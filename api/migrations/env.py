"""How alembic runs the migrations: on the connection handed in, inside of its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
