"""To whom a brief is delivered, and what apprise makes of their addresses."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from pydantic import SecretStr

from ..schemas import Frozen, SettingsError
from .discretion import overheard

if TYPE_CHECKING:
    from apprise import Apprise, AppriseAsset, NotifyBase

__all__ = ["Target", "asset", "check_targets", "service_of"]


class Target(Frozen):
    """One to deliver to: a name that may be told, and an apprise address, which is a secret."""

    name: str
    address: SecretStr


def check_targets(targets: Iterable[Target]) -> None:
    """SettingsError unless there is apprise, and a service for each address. Nothing is sent, nobody is asked."""
    for target in targets:
        service_of(target)


def service_of(target: Target) -> "NotifyBase":
    """The service of a target's address; SettingsError names the target, and never the address."""
    service, _ = overheard(_instantiated, target.address.get_secret_value())
    if service is None:
        raise SettingsError(
            f"the address of the delivery target {target.name!r} is none that apprise can use: compare it with "
            "https://appriseit.com/services/, which also says whether the service needs another package."
        )
    # Trying again, and telling what failed, is ours.
    service.retry, service.optional = 0, False
    return service


def _instantiated(address: str) -> "NotifyBase | None":
    try:
        return _apprise().instantiate(address, asset=asset())
    except SettingsError:
        raise
    except Exception:  # of a plugin that stumbles over the address, which the error would tell
        return None


def _apprise() -> "type[Apprise]":
    try:
        from apprise import Apprise
    except ImportError:
        raise SettingsError("delivery needs apprise: pip install 'sitbrief[deliver]'.") from None
    return Apprise


@cache
def asset() -> "AppriseAsset":
    """What all services share: whose the messages are, and that they are as they are given, and load nothing."""
    from apprise import AppriseAsset

    return AppriseAsset(
        app_id="sitbrief",
        app_desc="Situation briefs",
        app_url=None,
        # By default messages show icons of apprise, which the reader's program loads from its repository.
        image_url_mask="",
        image_url_logo="",
        image_path_mask=False,
        interpret_emojis=False,
        interpret_escapes=False,
        # A redirected POST comes to its end as an empty GET, which would count as delivered.
        http_redirects=False,
        # Nothing is left on disk.
        storage_mode="memory",
        pgp_autogen=False,
        pem_autogen=False,
        # The deadline is given with each message.
        service_timeout=0,
        async_mode=False,
    )
