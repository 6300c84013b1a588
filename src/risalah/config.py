"""Settings: one frozen object, built once from defaults, a TOML file, the environment and the command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from risalah.errors import ConfigError

ENVIRONMENT_PREFIX = "RISALAH_"
DEFAULT_FILE = "risalah.toml"


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default and what it does. Later sources win: file, environment, flags."""

    lang: str = _setting("auto", "language of the pages: auto, or a code such as id or en")
    jobs: int = _setting(1, "processes that read pages")
    keep_all: bool = _setting(False, "extract from pages too that are not about diplomacy")
    cluster: str | None = _setting(None, "a Dask cluster that reads pages: tcp://host:8786, or local, local:4")
    page_seconds: int = _setting(60, "a page that takes more seconds to read is set aside")
    review_every: int = _setting(100, "of the pages dropped at the first look, one in so many is kept for review")
    strict: bool = _setting(False, "stop at the first page that cannot be used")
    page_bytes: int = _setting(10_000_000, "a page larger than this many bytes is set aside")
    archive_bytes: int = _setting(200_000_000_000, "bytes that one archive may unpack to, with all archives in it")
    archive_ratio: int = _setting(200, "how many times larger than packed a packed stream may be")
    archive_records: int = _setting(1_000_000, "records, rows and members that one archive may hold")
    archive_depth: int = _setting(5, "how deep archives may lie in archives")
    as_of: date | None = _setting(None, "the day on which overdue is judged; today without it")  # noqa: RUF009
    ui_lang: str = _setting("id", "language of the terminal and the web pages: id or en")
    host: str = _setting("127.0.0.1", "address that `serve` listens on")
    port: int = _setting(8000, "port that `serve` listens on")
    access: str | None = _setting(None, "open: anyone reads, signing in shows whole articles; closed: only users read")
    allowed_hosts: str | None = _setting(None, "host names under which `serve` answers too, by commas")
    trusted_proxies: str | None = _setting(None, "addresses of proxies that say who asks, by commas; none are believed")
    proxy_header: str = _setting("remote-user", "the header in which such a proxy names the user")
    proxy_role: str = _setting("reader", "role of users that a proxy names and that are not known here")
    oidc_issuer: str | None = _setting(None, "an OpenID provider at which people sign in; needs the extra oidc")
    oidc_client_id: str | None = _setting(None, "what this register is called there")
    oidc_secret_env: str | None = _setting(None, "the environment variable that holds the secret agreed with it")
    oidc_claim: str = _setting("sub", "what names a user there: sub, email (verified only) or preferred_username")
    oidc_role: str = _setting("reader", "role of people who sign in there and are not known here; none: not let in")
    site_url: str | None = _setting(None, "the address under which readers find the register, for links in mails")
    smtp_host: str | None = _setting(None, "the mail server that sends digests")
    smtp_port: int = _setting(587, "its port")
    smtp_security: str = _setting("starttls", "starttls, tls or none")
    smtp_user: str | None = _setting(None, "the name under which to sign in there; none for not at all")
    smtp_password_env: str | None = _setting(None, "the environment variable that holds its password")
    mail_from: str | None = _setting(None, "the sender of digests")
    map_boundaries: str | None = _setting(
        None, "a GeoJSON or TopoJSON file of boundaries for the map, or none; those that are shipped without it"
    )
    verbose: bool = _setting(False, "log what happens to stderr")
    log_format: str = _setting("text", "log lines for people (text), or one JSON object a line (json)")
    fetch_contact: str | None = _setting(None, "whom a site may write to: stands in the User-Agent of every request")
    fetch_delay_ms: int = _setting(1000, "milliseconds between two requests to one host; robots.txt may ask for more")
    fetch_seconds: int = _setting(30, "seconds for one answer, with all its redirects")
    fetch_tries: int = _setting(3, "times that an address is asked for where the fault may pass")
    fetch_workers: int = _setting(8, "hosts that are asked at once")
    fetch_ports: str = _setting("80,443,8080,8443", "ports that are fetched from")
    fetch_allow_private: str = _setting(
        "", "networks not on the public internet that may be reached, such as 10.2.0.0/16"
    )
    feed_minutes: int = _setting(30, "minutes after which a feed is due again; a feed may ask for more")
    extractor: str = _setting("rules", "rules, or llm: rules and a language model behind an endpoint of yours")
    import_langextract: str | None = _setting(None, "a LangExtract JSONL file whose extractions are proposed too")
    llm_base_url: str | None = _setting(None, "an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1")
    llm_model: str | None = _setting(None, "the model to ask for there")
    llm_key_env: str | None = _setting(None, "the environment variable that holds the key; none for no key")
    llm_timeout: int = _setting(60, "seconds for one call")
    llm_budget: int = _setting(1800, "seconds for all calls of a run; after them the rules go on alone")
    llm_max_tokens: int = _setting(2000, "tokens of one answer")
    llm_max_calls: int = _setting(1000, "calls of a run, shared by its processes")
    llm_concurrency: int = _setting(2, "calls at once in one process")
    llm_json: bool = _setting(True, "ask for JSON by response_format; left out where the endpoint refuses it")


def load_settings(
    flags: Mapping[str, Any] | None = None, *, file: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """The settings in force. A flag that is None is not given. Raises ConfigError naming the source and the setting."""
    environ = os.environ if environ is None else environ
    named = file or (Path(environ["RISALAH_CONFIG"]) if environ.get("RISALAH_CONFIG") else None)
    values: dict[str, Any] = {}
    path = named or Path(DEFAULT_FILE)
    if named is not None and not path.is_file():
        raise ConfigError(f"{path}: there is no such settings file", remedy="check --config or RISALAH_CONFIG")
    if path.is_file():
        values |= _read_file(path)
    known = {f.name: f for f in fields(Settings)}
    for name in known:
        raw = environ.get(ENVIRONMENT_PREFIX + name.upper())
        if raw is not None:
            values[name] = _convert(name, raw, f"environment variable {ENVIRONMENT_PREFIX}{name.upper()}")
    for name, value in (flags or {}).items():
        if value is not None:
            values[name] = _convert(name, value, f"--{name.replace('_', '-')}")
    return Settings(**values)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise ConfigError(f"{path}: {e}", remedy="mend the file, or name another one with --config") from e
    unknown = sorted(set(rows) - {f.name for f in fields(Settings)})
    if unknown:
        names = ", ".join(f.name for f in fields(Settings))
        raise ConfigError(f"{path}: unknown setting {', '.join(unknown)}", remedy=f"settings are {names}")
    return {k: _convert(k, v, f"{path}: {k}") for k, v in rows.items()}


def _convert(name: str, value: Any, source: str) -> Any:
    """The value in the type of the setting. Raises ConfigError."""
    kind = {f.name: str(f.type) for f in fields(Settings)}[name]
    try:
        if kind == "bool":
            if isinstance(value, bool):
                return value
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[str(value).lower()]
        if kind == "int":
            number = int(value)
            if number < 1:
                raise ValueError
            return number
        if kind == "date | None":
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        return str(value)
    except (ValueError, KeyError) as e:
        wanted = {"bool": "true or false", "int": "a whole number above 0", "date | None": "a day such as 2031-12-15"}
        raise ConfigError(f"{source}: {value!r} is not {wanted[kind]}") from e
