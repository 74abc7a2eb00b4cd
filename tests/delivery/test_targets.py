"""Whether addresses can be used is known before a run begins."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from sitbrief import delivery
from sitbrief.delivery import Target, check_targets
from sitbrief.schemas import SettingsError

from .conftest import PASSWORD, TOKEN, USER

GOOD = [
    f"mailtos://{USER}:{PASSWORD}@example.org?to=desk@example.org",
    f"slack://T1JJ3T3L2/A1BRTD4JD/{'x' * 24}/#desk",
    "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "workflows://prod-1.region.logic.example.com:443/643e69f83c8944438d68119179a10a64/Zo4bx8BaG",
    f"jsons://hook.example.org/{TOKEN}",
]


def test_addresses_that_apprise_knows_pass() -> None:
    """Mail, Slack, Teams and a webhook, and nobody is asked: the network is closed in this test."""
    check_targets([Target(name=str(n), address=address) for n, address in enumerate(GOOD)])


@pytest.mark.parametrize(
    "address",
    [
        "",
        TOKEN,
        f"nonsense://{USER}:{PASSWORD}@127.0.0.1/{TOKEN}",
        f"mailto://{USER}:{PASSWORD}@127.0.0.1?from={TOKEN}",
        f"slack://{TOKEN}",
        f"json://{USER}:{PASSWORD}@",
        f"https://127.0.0.1/{TOKEN}",
    ],
)
def test_an_address_that_apprise_cannot_use_is_an_error_that_does_not_tell_it(
    address: str, no_secret: Callable[[object], None]
) -> None:
    """It names the target, and no log holds the address."""
    with pytest.raises(SettingsError, match=r"the delivery target 'desk' is none that apprise can use") as caught:
        check_targets([Target(name="desk", address=address)])
    no_secret(caught.getrepr(chain=True, style="short"))


def test_without_apprise_the_error_names_the_extra() -> None:
    """Importing the package needs no apprise; delivering does."""
    code = (
        "import sys; sys.modules['apprise'] = None\n"
        "from sitbrief.delivery import Target, check_targets\n"
        "from sitbrief.schemas import SettingsError\n"
        "try: check_targets([Target(name='desk', address='json://a.example')])\n"
        "except SettingsError as error: print(error)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "delivery needs apprise: pip install 'sitbrief[deliver]'.\n"


def test_importing_the_package_loads_no_apprise() -> None:
    """What is an extra is imported when it is used."""
    code = "import sys, sitbrief.delivery; print('apprise' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "False\n"


def test_face_is_what_is_there() -> None:
    """`__all__` is sorted, and every name of it is there."""
    assert delivery.__all__ == sorted(delivery.__all__)
    assert all(hasattr(delivery, name) for name in delivery.__all__)
