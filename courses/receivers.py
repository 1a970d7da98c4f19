"""What courses do when others report something."""

from courses import editors


def allow_editors(**kwargs) -> None:
    editors.allow_pages()
    editors.allow_files()
