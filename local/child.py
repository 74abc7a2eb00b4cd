"""The child process that is the server: reads its order from standard input, says in one line of JSON that it is ready,
and ends when its input is closed: with its parent, however that ends.
"""

import json
import os
import sys
import threading
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

__all__ = ["main"]


def main() -> None:
    """Loads the model, prints `{"address": ..., "parameters": ...}`, and waits."""
    order = json.loads(sys.stdin.readline())
    parent = threading.Thread(target=_end_with_parent, daemon=True)
    parent.start()  # before the model is loaded: the parent may not live to see it
    # What the library prints must not be taken for the answer.
    told = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    server = _server(order)  # it lives as long as this name
    address = server.listening_address
    told.write(json.dumps({"address": address, "parameters": _parameters(address, order["key"])}) + "\n")
    told.flush()
    parent.join()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)  # nothing is to be kept, and the server's own threads would be waited for


def _parameters(address: str, key: str) -> int:
    """How many parameters the model has, as the server counts them."""
    asked = Request(f"{address}/v1/models", headers={"Authorization": f"Bearer {key}"})
    with build_opener(ProxyHandler({})).open(asked) as answer:
        return int(json.load(answer)["data"][0]["meta"]["n_params"])


def _server(order: dict[str, Any]) -> Any:
    from xllamacpp import CommonParams, Server

    params = CommonParams()
    params.model.path = order["weights"]
    params.model_alias = {order["model"]}  # else each answer would name the file, with the user's folders
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # any that is free
    params.api_keys = [order["key"]]
    params.n_ctx = order["context"]
    params.n_parallel = 1  # one slot: with more, an answer depends on what else is asked
    params.cpuparams.n_threads = order["threads"]
    params.cpuparams_batch.n_threads = order["threads"]
    params.sampling.temp, params.sampling.seed = 0.0, 1  # where a request does not say: the same answer each time
    params.cache_ram_mib = 0  # prompts of other runs: gigabytes, and never asked for again
    params.endpoint_slots = False
    params.ui = False
    return Server(params)


if __name__ == "__main__":
    main()
