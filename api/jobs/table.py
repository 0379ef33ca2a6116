"""Every kind of job there is, by name: the one table that workers, pages and commands look into."""

from collections.abc import Mapping
from typing import Final

from api.jobs.deals import DEAL, DEALS
from api.jobs.foresights import FORESIGHT, FORESIGHTS
from api.jobs.indexes import INDEX, INDEXES
from api.jobs.kinds import Kind
from api.jobs.narrations import NARRATION, NARRATIONS
from api.jobs.packages import LAB_PROOF, LAB_PROOFS, PACKAGE, PACKAGES
from api.jobs.pools import POOL, POOLS
from api.jobs.regrades import REGRADE, REGRADES
from api.jobs.text_proofs import PROOF, PROOFS

KINDS: Final[Mapping[str, Kind]] = {
    PACKAGE: PACKAGES,
    LAB_PROOF: LAB_PROOFS,
    DEAL: DEALS,
    REGRADE: REGRADES,
    FORESIGHT: FORESIGHTS,
    INDEX: INDEXES,
    NARRATION: NARRATIONS,
    POOL: POOLS,
    PROOF: PROOFS,
}
