"""What can be wrong with the file of a backup, in words for whoever wants to restore it."""

from api.refused import Refused


class BackupBroken(Refused):
    """The file is no whole backup, or not what was written; nothing of its rows is taken."""


class BackupCut(BackupBroken):
    """The file ends in the middle; what stands before is good, so that a backup may go on from there."""


class KeyUnfit(Refused):
    """The key is lacking, too short, or another one than the backup was sealed with."""
