"""Whether a sentence is supported, decided by the configured language model (prompts/judge.md)."""

from collections.abc import Sequence

from eval.support import Proof, Supports
from kb.errors import SettingError
from kb.generation import ModelError, said_by_model
from kb.grounds import fenced
from kb.prompts import load
from kb.settings import LLM_MODEL, Settings

_VERDICTS = {"yes": True, "no": False}


def model_judge(settings: Settings) -> Supports:
    """The judge that the settings name. Raises SettingError where they name no model.

    Raises ModelError, when it is asked, where the model gives no verdict: a run never mixes two judges.
    """
    if not settings.llm_model:
        raise SettingError(LLM_MODEL.name, "要由语言模型判定引证，请先设置它。")
    prompt = load("judge", settings.prompts)

    def supports(question: str, said: str, proofs: Sequence[Proof]) -> bool:
        evidence = fenced("\n".join(text for proof in proofs for text in proof.texts if text))
        verdict = said_by_model(
            prompt.filled(question=fenced(question), sentence=fenced(said), evidence=evidence), settings
        )
        found = _VERDICTS.get(verdict.strip(" .。\n").lower())
        if found is None:
            raise ModelError(f"语言模型 {settings.llm_model} 的判定不是 yes 或 no（{verdict[:20]}）。")
        return found

    return supports
