"""Who speaks: the voices of each engine, which are kept aside for measuring, and their licences."""

from __future__ import annotations

KOKORO_NATIVE = (
    "af_alloy", "af_aoede", "af_heart", "af_jessica", "af_kore", "af_nicole", "af_nova",
    "af_river", "af_sarah", "af_sky", "am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam",
    "am_michael", "am_onyx", "am_santa", "bf_alice", "bf_emma", "bf_isabella", "bm_daniel",
    "bm_fable", "bm_george",
)  # fmt: skip
KOKORO_FOREIGN = (
    "ef_dora", "em_alex", "em_santa", "ff_siwis", "hf_alpha", "hm_omega", "hm_psi", "if_sara",
    "im_nicola", "jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo", "pf_dora",
    "pm_alex", "pm_santa", "zf_xiaobei", "zf_xiaoni", "zf_xiaoxiao", "zf_xiaoyi", "zm_yunjian",
    "zm_yunxi", "zm_yunxia",
)  # fmt: skip
KOKORO_ASIDE = ("af_bella", "am_puck", "bf_lily", "bm_lewis", "hf_beta", "zm_yunyang")
"""Speakers that the network never hears in training."""

HOME_ACCENTS = {
    "a": "american", "b": "british", "e": "spanish", "f": "french", "h": "indian",
    "i": "italian", "j": "east asian", "p": "spanish", "z": "east asian",
}  # fmt: skip
"""The accent that goes with the first letter of a Kokoro speaker's name."""
