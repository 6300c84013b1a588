"""An optional extractor: a language model behind an endpoint that the user chose. Its answers pass the gate.

The only part of `extract` that may use the network, and only where the settings name an endpoint and ask for it.
"""

from risalah.extract.llm.client import Endpoint, LlmClient
from risalah.extract.llm.proposer import LlmProposer

__all__ = ["Endpoint", "LlmClient", "LlmProposer"]
