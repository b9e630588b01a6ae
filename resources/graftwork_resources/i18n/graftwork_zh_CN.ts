<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CoverageModel</name>
    <message>
        <source>not touched</source>
        <translation>未涉及</translation>
    </message>
    <message>
        <source>{count} modules</source>
        <translation>{count} 个模块</translation>
    </message>
    <message>
        <source>rank {rank}</source>
        <translation>秩 {rank}</translation>
    </message>
    <message>
        <source>energy {share} %</source>
        <translation>能量 {share} %</translation>
    </message>
    <message>
        <source>scale {scale}</source>
        <translation>缩放 {scale}</translation>
    </message>
    <message>
        <source>{share} of the difference&apos;s energy</source>
        <translation>差异能量的 {share}</translation>
    </message>
    <message>
        <source>not in the target</source>
        <translation>目标中没有</translation>
    </message>
    <message>
        <source>outside the layers</source>
        <translation>各层之外</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>第 {number} 层</translation>
    </message>
</context>
<context>
    <name>CoveragePanel</name>
    <message>
        <source>Layers and modules that the adapter covers</source>
        <translation>适配器覆盖的层和模块</translation>
    </message>
    <message>
        <source>Figure in the cells</source>
        <translation>单元格中的数值</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Energy captured</source>
        <translation>保留的能量</translation>
    </message>
    <message>
        <source>Energy is the share of the difference that the adapter holds; it does not predict behaviour.</source>
        <translation>能量是适配器所含差异的比例；它并不预示模型的表现。</translation>
    </message>
    <message>
        <source>Point at a cell, or walk the grid with the arrow keys.</source>
        <translation>指向一个单元格，或用方向键在表格中移动。</translation>
    </message>
    <message>
        <source>rank {rank}</source>
        <translation>秩 {rank}</translation>
    </message>
    <message>
        <source>{count} modules</source>
        <translation>{count} 个模块</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 层</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>Not in the target: {names}</source>
        <translation>目标中没有：{names}</translation>
    </message>
    <message>
        <source>Replaced, not added: {names}</source>
        <translation>替换而非相加：{names}</translation>
    </message>
    <message>
        <source>Added as they are, without factors: {names}</source>
        <translation>不经分解、原样相加：{names}</translation>
    </message>
</context>
<context>
    <name>ErrorPanel</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>FitCard</name>
    <message>
        <source>Compatibility report</source>
        <translation>兼容性报告</translation>
    </message>
    <message>
        <source>Fill the slots to see whether they belong together.</source>
        <translation>填入模型，看看它们是否匹配。</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Checking the fit…</source>
        <translation>正在检查是否匹配…</translation>
    </message>
    <message>
        <source>These do not fit together</source>
        <translation>它们不匹配</translation>
    </message>
    <message>
        <source>They fit, with something to know</source>
        <translation>它们匹配，但有需要留意之处</translation>
    </message>
    <message>
        <source>They fit together</source>
        <translation>它们匹配</translation>
    </message>
    <message>
        <source>What the donor learned is what differs between it and the base.</source>
        <translation>供体学到的东西，就是它与基座之间的差异。</translation>
    </message>
    <message>
        <source>That difference is kept as a small adapter, a LoRA, that fits any model of the same base.</source>
        <translation>这份差异保存为一个小巧的适配器（LoRA），适用于同一基座的任何模型。</translation>
    </message>
    <message>
        <source>The adapter is added to a copy of the target. Your models are only read.</source>
        <translation>适配器加到目标模型的一份副本上。您的模型只会被读取。</translation>
    </message>
</context>
<context>
    <name>FitModel</name>
    <message>
        <source>Fits</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>请留意</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>不匹配</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Tied head</source>
        <translation>共享输出头</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Kinship</source>
        <translation>亲缘</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Own code</source>
        <translation>自带代码</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖</translation>
    </message>
</context>
<context>
    <name>GraftLayout</name>
    <message>
        <source>Where the ability comes from</source>
        <translation>能力的来源</translation>
    </message>
    <message>
        <source>From a donor</source>
        <translation>来自供体</translation>
    </message>
    <message>
        <source>From an adapter</source>
        <translation>来自适配器</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>What the other two were trained from.</source>
        <translation>另外两个模型由它训练而来。</translation>
    </message>
    <message>
        <source>Donor</source>
        <translation>供体</translation>
    </message>
    <message>
        <source>The fine-tune that has the ability.</source>
        <translation>拥有该能力的微调模型。</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>A LoRA that holds the ability already.</source>
        <translation>已经含有该能力的 LoRA。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The model that is to receive the ability.</source>
        <translation>要获得该能力的模型。</translation>
    </message>
    <message>
        <source>The adapter that was made</source>
        <translation>生成的适配器</translation>
    </message>
    <message>
        <source>Fill in the sample</source>
        <translation>填入示例</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>New here? Try it on the sample.</source>
        <translation>第一次使用？用示例试一试。</translation>
    </message>
    <message>
        <source>Three tiny models come with Graftwork: one learned to read long texts, one to answer in Chinese. Graft the first ability onto the second in a few seconds, on any computer.</source>
        <translation>Graftwork 附带三个微型模型：一个学会了读长文本，一个学会了用中文回答。在任何电脑上，几秒钟就能把前者的能力嫁接到后者上。</translation>
    </message>
    <message>
        <source>Graft an ability</source>
        <translation>嫁接能力</translation>
    </message>
    <message>
        <source>Give a model what another fine-tune of the same base has learned.</source>
        <translation>把同一基座的另一个微调模型学到的能力交给一个模型。</translation>
    </message>
    <message>
        <source>The donor was trained from the base: what differs is the ability.</source>
        <translation>供体由基座训练而来：两者的差异就是能力。</translation>
    </message>
    <message>
        <source>The ability is added to the target.</source>
        <translation>把能力加到目标模型上。</translation>
    </message>
</context>
<context>
    <name>GraftPage</name>
    <message>
        <source>Fill the slots to see whether they belong together.</source>
        <translation>填入模型，看看它们是否匹配。</translation>
    </message>
    <message>
        <source>The check could not be finished.</source>
        <translation>检查未能完成。</translation>
    </message>
    <message>
        <source>The output folder cannot be looked at.</source>
        <translation>无法查看输出文件夹。</translation>
    </message>
    <message>
        <source>Choose where the output folder goes</source>
        <translation>选择输出文件夹的位置</translation>
    </message>
</context>
<context>
    <name>GraftRun</name>
    <message>
        <source>No program to show {folder} was found.</source>
        <translation>找不到可以显示 {folder} 的程序。</translation>
    </message>
    <message>
        <source>Use Copy path and open it yourself.</source>
        <translation>请使用“复制路径”自行打开。</translation>
    </message>
</context>
<context>
    <name>JobsModel</name>
    <message>
        <source>Job</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>No jobs yet. What you run on the Graft page is listed here.</source>
        <translation>还没有任务。您运行的任务会列在这里。</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>任务日志</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget the job. A half-made output is deleted with it; a finished one stays.</source>
        <translation>移除该任务的记录。未完成的输出会一并删除；已完成的会保留。</translation>
    </message>
    <message>
        <source>{folder} cannot be shown.</source>
        <translation>无法显示 {folder}。</translation>
    </message>
    <message>
        <source>It may have been moved or deleted.</source>
        <translation>它可能已被移动或删除。</translation>
    </message>
    <message>
        <source>The job wrote no log.</source>
        <translation>该任务没有写日志。</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Colour scale from {low} to {high}</source>
        <translation>色阶从 {low} 到 {high}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Choose base, donor, target</source>
        <translation>选择基座、供体、目标</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Walk the grid</source>
        <translation>在表格中移动</translation>
    </message>
    <message>
        <source>Copy the grid&apos;s current cell</source>
        <translation>复制当前单元格</translation>
    </message>
    <message>
        <source>Put away a message</source>
        <translation>收起消息</translation>
    </message>
    <message>
        <source>Next control, previous control</source>
        <translation>下一个控件、上一个控件</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Everything works by keyboard.</source>
        <translation>一切都可以用键盘操作。</translation>
    </message>
    <message>
        <source>A job is running</source>
        <translation>有任务正在运行</translation>
    </message>
    <message>
        <source>A job is running. What shall happen to it?</source>
        <translation>有任务正在运行。要如何处理它？</translation>
    </message>
    <message>
        <source>A cancelled job keeps what it has done; Graftwork offers to resume it at the next start.</source>
        <translation>取消的任务会保留已完成的部分；下次启动时 Graftwork 会提供继续的选项。</translation>
    </message>
    <message>
        <source>Cancel the job and quit</source>
        <translation>取消任务并退出</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统颜色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>The language changes when Graftwork is opened the next time.</source>
        <translation>下次打开 Graftwork 时语言才会改变。</translation>
    </message>
</context>
<context>
    <name>MoreOptions</name>
    <message>
        <source>Adapter&apos;s type</source>
        <translation>适配器类型</translation>
    </message>
    <message>
        <source>fp8 (half the size)</source>
        <translation>fp8（大小减半）</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不包含</translation>
    </message>
    <message>
        <source>At low rank</source>
        <translation>低秩</translation>
    </message>
    <message>
        <source>Whole difference</source>
        <translation>全部差异</translation>
    </message>
    <message>
        <source>Output type</source>
        <translation>输出类型</translation>
    </message>
    <message>
        <source>As the target</source>
        <translation>与目标相同</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>To the nearest</source>
        <translation>就近</translation>
    </message>
    <message>
        <source>Stochastic</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>as the target&apos;s, or 5 GB</source>
        <translation>与目标相同，或 5 GB</translation>
    </message>
    <message>
        <source>Shard size</source>
        <translation>分片大小</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Only tensors</source>
        <translation>仅限张量</translation>
    </message>
    <message>
        <source>regular expressions, one a line</source>
        <translation>正则表达式，每行一个</translation>
    </message>
    <message>
        <source>Not tensors</source>
        <translation>排除张量</translation>
    </message>
    <message>
        <source>for example: mlp</source>
        <translation>例如：mlp</translation>
    </message>
    <message>
        <source>Go on although the models look unrelated</source>
        <translation>即使模型看起来无关也继续</translation>
    </message>
    <message>
        <source>Replace the output folder if it exists</source>
        <translation>若输出文件夹已存在则替换</translation>
    </message>
    <message>
        <source>How the adapter&apos;s numbers are stored beside the merged model.</source>
        <translation>适配器的数值以何种类型存放在合并后的模型旁边。</translation>
    </message>
    <message>
        <source>Whether the donor&apos;s embeddings and head go in. Mostly better left out.</source>
        <translation>是否包含供体的嵌入和输出头。多数情况下不包含更好。</translation>
    </message>
    <message>
        <source>Type of the written weights; each tensor keeps its own unless you choose one.</source>
        <translation>写出权重的类型；除非另选，每个张量保持自己的类型。</translation>
    </message>
    <message>
        <source>Stochastic rounding keeps small changes alive in 16 bits, on average.</source>
        <translation>随机舍入使微小的改变在 16 位下平均得以保留。</translation>
    </message>
    <message>
        <source>The largest file to write. Empty: split as the target is.</source>
        <translation>单个文件的最大大小。留空：按目标的方式分片。</translation>
    </message>
    <message>
        <source>Where the arithmetic is done. Automatic takes a GPU if there is one.</source>
        <translation>在哪里计算。“自动”会在有 GPU 时使用它。</translation>
    </message>
    <message>
        <source>Only tensors whose name matches one of these go into the adapter.</source>
        <translation>只有名称匹配其中之一的张量才进入适配器。</translation>
    </message>
    <message>
        <source>Tensors whose name matches one of these stay out of the adapter.</source>
        <translation>名称匹配其中之一的张量不进入适配器。</translation>
    </message>
    <message>
        <source>For models that are relatives although their weights hardly show it.</source>
        <translation>用于确有亲缘、但从权重上几乎看不出来的模型。</translation>
    </message>
    <message>
        <source>Only a folder that Graftwork made, and only once the new one is complete.</source>
        <translation>仅限由 Graftwork 生成的文件夹，并且只在新的完成之后。</translation>
    </message>
</context>
<context>
    <name>NeedleMapModel</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>all depths</source>
        <translation>所有深度</translation>
    </message>
    <message>
        <source>depth {depth}</source>
        <translation>深度 {depth}</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未提问</translation>
    </message>
    <message>
        <source>all found</source>
        <translation>全部找到</translation>
    </message>
    <message>
        <source>some</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>few trials</source>
        <translation>次数太少</translation>
    </message>
    <message>
        <source>void</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>{hits} of {n} found</source>
        <translation>{n} 个中找到 {hits} 个</translation>
    </message>
    <message>
        <source>95 % interval {low} to {high}</source>
        <translation>95 % 区间 {low} 至 {high}</translation>
    </message>
    <message>
        <source>log-probability {value}</source>
        <translation>对数概率 {value}</translation>
    </message>
    <message>
        <source>margin {value}</source>
        <translation>领先 {value}</translation>
    </message>
    <message>
        <source>{count} void</source>
        <translation>{count} 个无效</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>nothing counts</source>
        <translation>没有有效结果</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>How the rank is chosen</source>
        <translation>秩的选择方式</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Size limit</source>
        <translation>限制大小</translation>
    </message>
    <message>
        <source>Rank of the adapter</source>
        <translation>适配器的秩</translation>
    </message>
    <message>
        <source>Highest rank</source>
        <translation>最高秩</translation>
    </message>
    <message>
        <source>Size of the adapter</source>
        <translation>适配器的大小</translation>
    </message>
    <message>
        <source>Weight of the adapter</source>
        <translation>适配器的权重</translation>
    </message>
    <message>
        <source>Weight in percent</source>
        <translation>权重（百分比）</translation>
    </message>
    <message>
        <source>Context window of the result</source>
        <translation>结果的上下文窗口</translation>
    </message>
    <message>
        <source>Context window in tokens</source>
        <translation>上下文窗口（词元数）</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>How many directions of the difference the adapter keeps. More is larger, not always better.</source>
        <translation>适配器保留差异的多少个方向。越多越大，但不一定越好。</translation>
    </message>
    <message>
        <source>Each module stops where only rounding noise is left, at this rank at the latest.</source>
        <translation>每个模块在只剩舍入噪声处停止，最迟到这个秩。</translation>
    </message>
    <message>
        <source>The largest rank is chosen whose adapter is no larger than this: 800 MB, 1.5 GiB.</source>
        <translation>选取适配器不超过此大小的最大秩：800 MB、1.5 GiB。</translation>
    </message>
    <message>
        <source>How strongly the ability goes in: 1 as learned, less is gentler, below 0 takes it out.</source>
        <translation>能力加入的强度：1 为原样，更小更温和，小于 0 则去除该能力。</translation>
    </message>
    <message>
        <source>How many tokens the result reads. A graft of long context needs the donor&apos;s settings.</source>
        <translation>结果能读多少词元。嫁接长上下文需要供体的设置。</translation>
    </message>
    <message>
        <source>the same for every module</source>
        <translation>每个模块相同</translation>
    </message>
    <message>
        <source>up to</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>each module stops at its noise</source>
        <translation>每个模块止于自身噪声</translation>
    </message>
    <message>
        <source>the whole adapter</source>
        <translation>整个适配器</translation>
    </message>
    <message>
        <source>From the donor</source>
        <translation>来自供体</translation>
    </message>
    <message>
        <source>From the adapter</source>
        <translation>来自适配器</translation>
    </message>
    <message>
        <source>Keep the target&apos;s</source>
        <translation>保持目标的</translation>
    </message>
    <message>
        <source>A window of my own</source>
        <translation>自定义窗口</translation>
    </message>
</context>
<context>
    <name>PathMenu</name>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose a .safetensors file…</source>
        <translation>选择 .safetensors 文件…</translation>
    </message>
    <message>
        <source>Choose the folder of: {slot}</source>
        <translation>选择文件夹：{slot}</translation>
    </message>
    <message>
        <source>Choose the file of: {slot}</source>
        <translation>选择文件：{slot}</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>权重 (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Use as target</source>
        <translation>用作目标</translation>
    </message>
    <message>
        <source>Hide the result</source>
        <translation>隐藏结果</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>ResumeOffers</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>&quot;{title}&quot; was cancelled and can go on where it stopped.</source>
        <translation>“{title}”已取消，可从停下的地方继续。</translation>
    </message>
    <message>
        <source>&quot;{title}&quot; failed and can be tried again from where it stopped.</source>
        <translation>“{title}”失败了，可从停下的地方重试。</translation>
    </message>
    <message>
        <source>&quot;{title}&quot; was interrupted and can go on where it stopped.</source>
        <translation>“{title}”被中断，可从停下的地方继续。</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>Run (Ctrl+Enter)</source>
        <translation>运行（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>a new folder for the merged model</source>
        <translation>存放合并后模型的新文件夹</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>输出文件夹</translation>
    </message>
    <message>
        <source>Choose where the output folder goes</source>
        <translation>选择输出文件夹的位置</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Checking the models</source>
        <translation>正在检查模型</translation>
    </message>
    <message>
        <source>Extracting the difference</source>
        <translation>正在提取差异</translation>
    </message>
    <message>
        <source>Writing the adapter</source>
        <translation>正在写入适配器</translation>
    </message>
    <message>
        <source>Merging into the target</source>
        <translation>正在合并到目标</translation>
    </message>
    <message>
        <source>Verifying what was written</source>
        <translation>正在校验写出的内容</translation>
    </message>
    <message>
        <source>Writing to the disk</source>
        <translation>正在写入磁盘</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Asking a few short questions</source>
        <translation>正在问几个简短的问题</translation>
    </message>
    <message>
        <source>Looking for the needles</source>
        <translation>正在找针</translation>
    </message>
    <message>
        <source>Confirming the edge</source>
        <translation>正在确认边界</translation>
    </message>
    <message>
        <source>Checking the controls</source>
        <translation>正在检查对照</translation>
    </message>
    <message>
        <source>Trying the settings</source>
        <translation>正在尝试各种设置</translation>
    </message>
    <message>
        <source>{done} of {total} tokens</source>
        <translation>{done} / {total} 词元</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} 词元/秒</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation>{speed}/秒</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message>
        <source>The engine ended without a word.</source>
        <translation>引擎未给出任何说明就结束了。</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>Slot</name>
    <message>
        <source>{count} layers</source>
        <translation>{count} 层</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>模块</translation>
    </message>
</context>
<context>
    <name>SlotCard</name>
    <message>
        <source>comes with Graftwork</source>
        <translation>随 Graftwork 附带</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>{link} is not on this computer.</source>
        <translation>{link} 不在这台电脑上。</translation>
    </message>
    <message>
        <source>What was dropped</source>
        <translation>拖入的内容</translation>
    </message>
    <message>
        <source>Download the model first, then drop its folder.</source>
        <translation>请先下载模型，再拖入它的文件夹。</translation>
    </message>
    <message>
        <source>{slot}: choose another</source>
        <translation>{slot}：另选一个</translation>
    </message>
    <message>
        <source>{slot}: clear</source>
        <translation>{slot}：清空</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>{slot}: choose a folder</source>
        <translation>{slot}：选择文件夹</translation>
    </message>
    <message>
        <source>{slot}: file or recent</source>
        <translation>{slot}：文件或最近使用</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Use it as an adapter</source>
        <translation>用作适配器</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>另选一个…</translation>
    </message>
</context>
<context>
    <name>SlotRow</name>
    <message>
        <source>{slot}: clear</source>
        <translation>{slot}：清空</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>comes with Graftwork</source>
        <translation>随 Graftwork 附带</translation>
    </message>
    <message>
        <source>{link} is not on this computer.</source>
        <translation>{link} 不在这台电脑上。</translation>
    </message>
    <message>
        <source>Download the model first, then drop its folder.</source>
        <translation>请先下载模型，再拖入它的文件夹。</translation>
    </message>
</context>
<context>
    <name>amounts</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
</context>
<context>
    <name>details</name>
    <message>
        <source>Something went wrong inside Graftwork: {error}</source>
        <translation>Graftwork 内部出错：{error}</translation>
    </message>
    <message>
        <source>Copy the details and report them; your files are untouched.</source>
        <translation>请复制详情并报告；您的文件没有被改动。</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Graft</source>
        <translation>嫁接</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>plan</name>
    <message>
        <source>Reading the headers…</source>
        <translation>正在读取文件头…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>These models do not fit together: see the report above.</source>
        <translation>这些模型不匹配：见上方报告。</translation>
    </message>
    <message>
        <source>{path} is not a folder.</source>
        <translation>{path} 不是文件夹。</translation>
    </message>
    <message>
        <source>{path} exists already. Choose another name, or allow replacing it under More options.</source>
        <translation>{path} 已存在。请换个名字，或在“更多选项”中允许替换。</translation>
    </message>
    <message>
        <source>Choose an adapter to begin.</source>
        <translation>先选择一个适配器。</translation>
    </message>
    <message>
        <source>Choose a base and a donor to begin.</source>
        <translation>先选择基座和供体。</translation>
    </message>
    <message>
        <source>Choose the target that is to receive the ability.</source>
        <translation>选择要获得该能力的目标模型。</translation>
    </message>
    <message>
        <source>Name the output folder.</source>
        <translation>请填写输出文件夹。</translation>
    </message>
    <message>
        <source>By the files&apos; sizes: reads {reads}, writes about {writes}.</source>
        <translation>按文件大小估算：读取 {reads}，写入约 {writes}。</translation>
    </message>
    <message>
        <source>By the files&apos; sizes: reads {reads}, writes about {writes}; only {free} free there.</source>
        <translation>按文件大小估算：读取 {reads}，写入约 {writes}；那里只剩 {free}。</translation>
    </message>
    <message>
        <source>By the files&apos; sizes: reads {reads}, writes about {writes}; {free} free there.</source>
        <translation>按文件大小估算：读取 {reads}，写入约 {writes}；那里可用 {free}。</translation>
    </message>
</context>
<context>
    <name>result</name>
    <message>
        <source>Done in {time}.</source>
        <translation>完成，用时 {time}。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>tokens of context</source>
        <translation>上下文词元数</translation>
    </message>
    <message>
        <source>written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>tensors changed</source>
        <translation>改动的张量</translation>
    </message>
    <message>
        <source>adapter&apos;s rank</source>
        <translation>适配器的秩</translation>
    </message>
    <message>
        <source>adapter&apos;s size</source>
        <translation>适配器的大小</translation>
    </message>
    <message>
        <source>energy captured</source>
        <translation>保留的能量</translation>
    </message>
    <message>
        <source>of the update survives</source>
        <translation>更新的保留率</translation>
    </message>
    <message>
        <source>{changed} of {all}</source>
        <translation>{changed} / {all}</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>&quot;Context: Keep the target&apos;s&quot;</source>
        <translation>“上下文：保持目标的”</translation>
    </message>
    <message>
        <source>&quot;Rounding: Stochastic&quot;</source>
        <translation>“舍入：随机”</translation>
    </message>
    <message>
        <source>&quot;Output type&quot;</source>
        <translation>“输出类型”</translation>
    </message>
    <message>
        <source>&quot;Device&quot;</source>
        <translation>“设备”</translation>
    </message>
    <message>
        <source>&quot;Context&quot;</source>
        <translation>“上下文”</translation>
    </message>
    <message>
        <source>&quot;Embeddings&quot;</source>
        <translation>“嵌入”</translation>
    </message>
    <message>
        <source>&quot;Shard size&quot;</source>
        <translation>“分片大小”</translation>
    </message>
    <message>
        <source>&quot;Size limit&quot;</source>
        <translation>“限制大小”</translation>
    </message>
    <message>
        <source>&quot;Rank: Automatic&quot;</source>
        <translation>“秩：自动”</translation>
    </message>
    <message>
        <source>&quot;Rank&quot;</source>
        <translation>“秩”</translation>
    </message>
    <message>
        <source>&quot;Only tensors&quot;</source>
        <translation>“仅限张量”</translation>
    </message>
    <message>
        <source>&quot;Not tensors&quot;</source>
        <translation>“排除张量”</translation>
    </message>
    <message>
        <source>&quot;Go on although the models look unrelated&quot;</source>
        <translation>“即使模型看起来无关也继续”</translation>
    </message>
    <message>
        <source>&quot;Replace the output folder if it exists&quot;</source>
        <translation>“若输出文件夹已存在则替换”</translation>
    </message>
    <message>
        <source>output folder</source>
        <translation>输出文件夹</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程数</translation>
    </message>
</context>
</TS>
