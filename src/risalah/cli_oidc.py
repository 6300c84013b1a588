"""The settings of signing in at another place, read for `serve`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.store.people import check_role

if TYPE_CHECKING:
    from risalah.show.web.access.oidc import OidcSettings


def read_oidc(settings: Settings) -> OidcSettings | None:
    """Where people sign in; None where no provider is set. Raises ConfigError for half a setting."""
    if not settings.oidc_issuer:
        return None
    from risalah.show.web.access.oidc import OidcSettings

    if not settings.oidc_client_id:
        raise ConfigError("oidc_issuer is set, and no oidc_client_id", remedy="set it as the provider gave it to you")
    secret = None
    if settings.oidc_secret_env:
        secret = os.environ.get(settings.oidc_secret_env)
        if not secret:
            raise ConfigError(
                f"the environment variable {settings.oidc_secret_env} is empty",
                remedy="put the secret into it, or leave oidc_secret_env out for a public client",
            )
    known_only = settings.oidc_role == "none"
    role = "reader" if known_only else settings.oidc_role
    check_role(role)
    return OidcSettings(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        secret=secret,
        claim=settings.oidc_claim,
        role=role,
        known_only=known_only,
        site_url=settings.site_url,
    )
