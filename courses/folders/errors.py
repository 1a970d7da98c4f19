"""What is wrong in a course folder, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """A sentence about one place; line 0 means the file as a whole."""

    path: Path
    line: int
    sentence: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.sentence}" if self.line else f"{self.path}: {self.sentence}"


class FolderRefused(Exception):
    """A folder that cannot be imported, with every fault that was found."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def at(cls, path: Path, line: int, sentence: str) -> "FolderRefused":
        return cls([Fault(path, line, str(sentence))])
