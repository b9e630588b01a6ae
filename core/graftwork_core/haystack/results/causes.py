"""What probably went wrong: from the pattern of hits and misses, and from what an audit of the config found.

Each cause has a stable id, a half sentence in English and Chinese, and what to do. The first is the likeliest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause.

    Attributes:
        id: Its stable name.
        en: A half sentence for "likely cause: …".
        zh: The same in Chinese.
        advice_en: What to do; may be empty.
        advice_zh: The same in Chinese.
        detail: What an audit or the engine said, in its own words; may be empty.
    """

    id: str
    en: str
    zh: str
    advice_en: str
    advice_zh: str
    detail: str = ""

    def as_json(self) -> dict[str, str]:
        """The cause as plain JSON values."""
        return {
            "id": self.id,
            "en": self.en,
            "zh": self.zh,
            "advice_en": self.advice_en,
            "advice_zh": self.advice_zh,
            "detail": self.detail,
        }


def cause(name: str, *, detail: str = "", **figures: Any) -> Cause:
    """The cause of this id, its figures filled in."""
    en, zh, advice_en, advice_zh = (text.format(**figures) for text in _TEXTS[name])
    return Cause(name, en, zh, advice_en, advice_zh, " ".join(detail.split())[:500])


_TEXTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "rope": (
        "the position settings (RoPE theta or scaling) did not travel with the weights",
        "位置设置（RoPE 的 theta 或缩放）没有随权重一起带过来",
        "Take over the long model's settings, as the audit proposes, and check again.",
        "按审查建议采用长上下文模型的设置，然后重新检查。",
    ),
    "predicted": (
        "its position settings do not reach so far, as the audit predicts",
        "位置设置达不到这么远，审查已作出预测",
        "Take theta and scaling from a model that has the long context.",
        "请采用具有长上下文的模型的 theta 与缩放。",
    ),
    "keys": (
        "it finds a fact that stands alone ({hits} of {n}) but not one among several ({packed} of {asked}): "
        "it does not tell facts apart by what they are about",
        "单独一个事实能找到（{n} 个中 {hits} 个），混在多个之中则找不到（{asked} 个中 {packed} 个）："
        "它不能按所问内容区分事实",
        "Check it with one fact in each text: the preset classic.",
        "请用每个文本只含一个事实的预设 classic 检查。",
    ),
    "window": (
        "from {length} tokens on the engine gives no sound answer: the window was not raised",
        "从 {length} 个词元起引擎给不出可靠的回答：上下文窗口没有放大",
        "Raise max_position_embeddings and the engine's own limit, or test shorter texts.",
        "调大 max_position_embeddings 和引擎自身的上限，或测试更短的文本。",
    ),
    "voids": (
        "the engine cut, miscounted or did not answer the prompts",
        "引擎截断、数错或没有回答提示",
        "Look at the reasons in the report; a server needs a window as long as the longest prompt.",
        "请看报告中的原因；服务器的窗口必须不短于最长的提示。",
    ),
    "beyond_window": (
        "the texts are longer than the model's own window of {window} tokens",
        "文本超过了模型自身 {window} 个词元的窗口",
        "Graft a longer context onto it, or use it up to its window.",
        "为它嫁接更长的上下文，或只在窗口之内使用。",
    ),
    "task": (
        "it fails already in short texts: chat template, tokenizer, a broken merge, or a model too small for such "
        "questions, not long context",
        "在短文本中就已失败：问题在对话模板、分词器、合并出错，或模型太小、做不了这类问题，而不是长上下文",
        "Read some replies under the failures, and check the template and the tokenizer first.",
        "先看失败列表中的回答，并检查对话模板和分词器。",
    ),
    "chat": (
        "the right answer is the likeliest one, but it is not what the model writes: chat behaviour, not retrieval",
        "正确答案的概率最高，模型却没有写出来：这是对话行为的问题，不是检索的问题",
        "Try it with the answer's beginning given, without thinking, or with another template.",
        "可以给出答案的开头、关闭思考，或换一个对话模板再试。",
    ),
    "middle": (
        "only facts in the middle are lost: the known weakness of long-context models",
        "只有中部的事实丢失：长上下文模型的已知弱点",
        "Check the long model on the same questions: if it has the same gap, the graft is not to blame.",
        "用相同的问题检查长上下文模型：如果也有同样的缺口，就不是嫁接造成的。",
    ),
    "distance": (
        "facts farther than about {distance} tokens from the question are lost, nearer ones are not: "
        "position settings, or a model not trained for more",
        "离问题约 {distance} 个词元以外的事实会丢失，更近的不会：位置设置有误，或模型没有受过更长的训练",
        "Compare theta, scaling and window with the long model's.",
        "请与长上下文模型对照 theta、缩放和窗口。",
    ),
    "strings": (
        "it finds facts by their wording, but not by their meaning (paraphrases, two hops), as most models do",
        "它按字面能找到事实，按含义（转述、两步推理）则不能，多数模型都是如此",
        "Do not expect more from it than from a search for words.",
        "请把它当作字面检索来用。",
    ),
    "harder": (
        "it finds plain facts, but not those of the harder kind ({tier}: {hits} of {n})",
        "它能找到普通的事实，但找不到较难的一类（{tier}：{n} 个中 {hits} 个）",
        "Look at that tier's failures; compare with the long model on the same questions.",
        "请看这一级的失败，并用相同的问题与长上下文模型比较。",
    ),
    "weak": (
        "the log-probability of right answers sags with length, from {short:.2f} to {long:.2f} per token: "
        "the adapter's weight is too low, or something interferes",
        "正确答案的对数概率随长度下降（每词元从 {short:.2f} 到 {long:.2f}）：适配器权重太低，或受到干扰",
        "Try a higher weight, or let a sweep find one.",
        "试用更高的权重，或用扫描寻找。",
    ),
    "reach": (
        "its reach ends between {good} and {bad} tokens",
        "它的有效范围止于 {good} 与 {bad} 个词元之间",
        "Use it up to {good} tokens, or graft a longer context onto it.",
        "请在 {good} 个词元以内使用，或为它嫁接更长的上下文。",
    ),
    "interference": (
        "misses are scattered over the whole text: the adapter interferes with the model, or its weight does not suit",
        "失误散布在整个文本中：适配器与模型互相干扰，或权重不合适",
        "Let a sweep over weights and ranks find a better setting.",
        "用权重与秩的扫描寻找更好的设置。",
    ),
    "scattered": (
        "misses are scattered over the whole text",
        "失误散布在整个文本中",
        "Read the failures, and compare with another model on the same questions.",
        "请看失败列表，并用相同的问题与另一个模型比较。",
    ),
    "few": (
        "nothing was missed, but {n} questions at a length are too few to be sure; {needed} would do",
        "没有遗漏，但每个长度只有 {n} 个问题，还不足以确定；{needed} 个就够了",
        "Ask more: more depths or repeats.",
        "增加深度或重复次数。",
    ),
    "misses": (
        "{misses} missed of {n}: too many to be sure that it is sound, too few to be sure that it is not",
        "{n} 个中遗漏了 {misses} 个：不足以确定可靠，也不足以确定不可靠",
        "More questions at this length decide it.",
        "在这个长度多问一些就能确定。",
    ),
    "unfinished": (
        "the run has not reached {length} tokens yet",
        "检查还没有进行到 {length} 个词元",
        "Resume it.",
        "请继续运行。",
    ),
    "no_key": (
        "asked for facts that were never planted, it named a planted value {hits} of {n} times: "
        "it may find whatever stands out rather than what was asked for",
        "问到从未埋入的事实时，{n} 次中有 {hits} 次说出了埋入的值：它找到的可能是显眼的内容，而不是所问的内容",
        "Several facts in one text show whether it keeps them apart.",
        "在同一文本中放入多个事实，就能看出它能否区分。",
    ),
}
