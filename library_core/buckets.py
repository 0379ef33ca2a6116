"""Where a bucket of an S3 store is, and the keys to it; the secret is never printed."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A bucket: `endpoint` is `host:port`; `secure` says whether it is spoken to over TLS."""

    endpoint: str
    name: str
    access_key: str
    secret_key: str = field(repr=False)
    secure: bool = True
    region: str = "us-east-1"
