"""The words of a run's page, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Every text of the page; braces are filled in."""

    title: str
    figures: str
    figure: str
    value: str
    meaning: str
    none: str
    ours: str
    ours_means: str
    ruler: str
    ruler_means: str
    own_85: str
    own_85_means: str
    found: str
    worst_band: str
    middle_penalty: str
    middle_means: str
    log_area: str
    log_area_means: str
    short: str
    false: str
    false_means: str
    gain: str
    gain_means: str
    badge: str
    no_badge: str
    withheld: Mapping[str, str]
    voids: str
    voids_mean: str
    reason: str
    number: str
    count: str
    length: str
    depth: str
    state: str
    rate: str
    interval: str
    log_prob: str
    margin: str
    void: str
    leans: str
    cells: str
    rows: str
    rows_mean: str
    this_model: str
    model: str
    short_lost: str
    curves: str
    curves_mean: str
    by_distance: str
    by_depth: str
    distance: str
    tier: str
    tiers_mean: str
    language: str
    failures: str
    no_failures: str
    more_failures: str
    key: str
    expected: str
    came: str
    rank: str
    nothing: str
    not_likeliest: str
    audit: str
    no_audit: str
    severity: str
    finding: str
    method: str
    rules: tuple[str, ...]
    quality: str
    cost: str
    settings: str


_EN: Final = ReportWords(
    title="Needle in a haystack",
    figures="Figures",
    figure="figure",
    value="value",
    meaning="meaning",
    none="none",
    ours="effective context",
    ours_means="tokens; the longest length such that it and every shorter tested one is sound in all parts of the text",
    ruler="by RULER's threshold",
    ruler_means="tokens; the same with a rate of at least 85.6 %",
    own_85="by NoLiMa's threshold",
    own_85_means="tokens; the same with at least 85 % of the model's own short-context rate",
    found="facts found",
    worst_band="worst part of the text",
    middle_penalty="middle penalty",
    middle_means="rate in the outer fifths minus rate between 30 % and 70 %",
    log_area="log-length area",
    log_area_means="mean rate over the logarithm of the length: one number to rank merges by",
    short="short-context guard",
    false="false retrieval",
    false_means="likelihood of {values} planted values together",
    gain="gain",
    gain_means="log-probability per answer token above that for facts never planted",
    badge="All green: not one miss in {n} questions, lower bound {lo}.",
    no_badge="Not one miss in {n} questions (lower bound {lo}), but no badge: {why}.",
    withheld={
        "few": "there are too few questions for it",
        "void": "some questions are void",
        "unfinished": "the run has not finished",
        "repeated": "the text was repeated to be long enough",
    },
    voids="Void questions",
    voids_mean="They got no sound answer of the engine. They are reported, and never counted as misses.",
    reason="reason",
    number="number",
    count="found",
    length="length",
    depth="depth",
    state="state",
    rate="rate",
    interval="95 % interval",
    log_prob="log-probability",
    margin="margin",
    void="void",
    leans="with its neighbours",
    cells="The map as a table: {n} cells",
    rows="Against other models",
    rows_mean="The same questions, asked of each. Changing the context settings alone already extends a model, "
    "so only what comes on top of that is the graft's.",
    this_model="this model",
    model="model",
    short_lost="In short texts {lost} of {n} facts were lost that were found before: the merge did damage.",
    curves="Curves",
    curves_mean="Dashed lines: 80 % and 95 %. Bands: 95 % intervals.",
    by_distance="Rate by distance as a table",
    by_depth="Rate by depth as a table",
    distance="distance",
    tier="tier",
    tiers_mean="T1 plain value · T2 near-duplicate keys · T3 several values · T4 in the text's own style · "
    "T5 paraphrase · T6 two hops (the map shows only the one that was asked most)",
    language="language",
    failures="Failures: {n}",
    no_failures="None.",
    more_failures="The first {n} are shown; all of them are in run.jsonl.",
    key="asked for",
    expected="expected",
    came="came",
    rank="rank",
    nothing="(nothing)",
    not_likeliest="another answer was likelier",
    audit="Audit of the configuration",
    no_audit="Nothing was found, or no audit was made.",
    severity="severity",
    finding="finding",
    method="How it was done",
    rules=(
        "Facts are hidden in generated text at known token positions and asked for. A likelihood hit means that every "
        "token of the answer was the likeliest one; a written hit, that the reply names the value and no other planted "
        "one before it.",
        "Intervals are Wilson's, or a bootstrap over whole texts where that is wider. Green: lower bound at least 0.80 "
        "and rate at least 0.95. Red: upper bound below 0.80 with at least three misses. Everything else is undecided. "
        "A length is green only when each part of the text is.",
    ),
    quality="The text: {sentences:.0%} distinct sentences, {grams:.0%} distinct runs of four words, compressed to "
    "{compressed:.0%} of its size.",
    cost="{questions} questions, {tokens} tokens worked through, {time}.",
    settings="Plan, text, model and engine",
)

_ZH: Final = ReportWords(
    title="大海捞针",
    figures="指标",
    figure="指标",
    value="数值",
    meaning="含义",
    none="无",
    ours="有效上下文",
    ours_means="词元；该长度及所有更短的测试长度在文本各部分都可靠",
    ruler="按 RULER 阈值",
    ruler_means="词元；同上，但要求命中率不低于 85.6%",
    own_85="按 NoLiMa 阈值",
    own_85_means="词元；同上，但要求不低于模型自身短文本命中率的 85%",
    found="找到的事实",
    worst_band="文本中最差的部分",
    middle_penalty="中部损失",
    middle_means="两端各五分之一的命中率减去 30% 至 70% 处的命中率",
    log_area="对数长度面积",
    log_area_means="命中率在长度对数上的平均值：用一个数给合并排序",
    short="短文本守护",
    false="误检",
    false_means="{values} 个已埋入的值合计的似然",
    gain="增益",
    gain_means="每个答案词元的对数概率，超出从未埋入的事实的部分",
    badge="全绿：{n} 个问题没有一个遗漏，置信下限 {lo}。",
    no_badge="{n} 个问题没有遗漏（置信下限 {lo}），但不授予徽章：{why}。",
    withheld={
        "few": "问题太少",
        "void": "部分问题无效",
        "unfinished": "检查尚未完成",
        "repeated": "文本经重复才够长",
    },
    voids="无效的问题",
    voids_mean="引擎没有给出可靠的回答。它们会列出，但绝不算作遗漏。",
    reason="原因",
    number="数量",
    count="命中",
    length="长度",
    depth="深度",
    state="状态",
    rate="命中率",
    interval="95% 区间",
    log_prob="对数概率",
    margin="领先",
    void="无效",
    leans="与相邻长度合并判断",
    cells="热图的表格形式：{n} 格",
    rows="与其他模型对照",
    rows_mean="每个模型都回答相同的问题。仅改变上下文设置就能延长模型，因此只有超出这一部分的才是嫁接的功劳。",
    this_model="本模型",
    model="模型",
    short_lost="在短文本中，{n} 个事实里有 {lost} 个原来能找到而现在丢失：合并造成了损害。",
    curves="曲线",
    curves_mean="虚线：80% 与 95%。色带：95% 区间。",
    by_distance="按距离的命中率（表格）",
    by_depth="按深度的命中率（表格）",
    distance="距离",
    tier="级别",
    tiers_mean="T1 普通数值 · T2 相近的键 · T3 多个数值 · T4 与文本同样的文风 · T5 转述 · T6 两步推理"
    "（热图只含提问最多的一级）",
    language="语言",
    failures="失败：{n}",
    no_failures="没有。",
    more_failures="仅列出前 {n} 个；全部见 run.jsonl。",
    key="所问",
    expected="应答",
    came="实答",
    rank="名次",
    nothing="（空）",
    not_likeliest="另一个答案的概率更高",
    audit="配置审查",
    no_audit="没有发现问题，或没有进行审查。",
    severity="程度",
    finding="发现",
    method="检查方法",
    rules=(
        "事实被埋入生成的文本，其词元位置是已知的，然后提问。按概率命中，指答案的每个词元都是概率最高的；"
        "按书写命中，指回答说出了该值，而且之前没有说出别的埋入值。",
        "区间为 Wilson 区间，或在整篇文本上的自助法区间，取较宽者。绿：下限不低于 0.80 且命中率不低于 0.95。"
        "红：上限低于 0.80 且至少遗漏三个。其余为未定。只有文本各部分都为绿，一个长度才为绿。",
    ),
    quality="文本：{sentences:.0%} 的句子互不相同，{grams:.0%} 的四词组互不相同，压缩后为原来的 {compressed:.0%}。",
    cost="{questions} 个问题，处理了 {tokens} 个词元，用时 {time}。",
    settings="计划、文本、模型与引擎",
)


def words(language: str) -> ReportWords:
    """The words in "zh" or, for any other language, English."""
    return _ZH if language == "zh" else _EN
