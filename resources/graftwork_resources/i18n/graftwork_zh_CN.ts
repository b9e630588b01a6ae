<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountCard</name>
    <message>
        <source>Account on the Hub</source>
        <translation>Hub 账户</translation>
    </message>
    <message>
        <source>Ask the Hub again who I am</source>
        <translation>重新向 Hub 查询我的身份</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Log in in the browser…</source>
        <translation>在浏览器中登录…</translation>
    </message>
    <message>
        <source>Log in with a token…</source>
        <translation>用令牌登录…</translation>
    </message>
    <message>
        <source>Logged in as</source>
        <translation>当前登录</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>其他账户</translation>
    </message>
    <message>
        <source>Nobody is logged in at {host}.</source>
        <translation>尚未登录 {host}。</translation>
    </message>
    <message>
        <source>{account}; {host} is not asked, because Graftwork stays off the network.</source>
        <translation>{account}；Graftwork 处于离线状态，未向 {host} 查询。</translation>
    </message>
    <message>
        <source>Asking {host}…</source>
        <translation>正在查询 {host}…</translation>
    </message>
    <message>
        <source>may read only</source>
        <translation>仅可读取</translation>
    </message>
    <message>
        <source>may read and write</source>
        <translation>可读写</translation>
    </message>
    <message>
        <source>a token with rights of its own</source>
        <translation>权限自定义的令牌</translation>
    </message>
    <message>
        <source>{name} at {host}</source>
        <translation>{name}（{host}）</translation>
    </message>
    <message>
        <source>member of {names}</source>
        <translation>所属组织：{names}</translation>
    </message>
    <message>
        <source>the token of another tool</source>
        <translation>其他工具的令牌</translation>
    </message>
    <message>
        <source>none in use</source>
        <translation>未使用任何账户</translation>
    </message>
    <message>
        <source>none is stored</source>
        <translation>没有已存的账户</translation>
    </message>
    <message>
        <source>The environment (HF_TOKEN) says who is logged in, whatever is chosen here.</source>
        <translation>登录身份由环境变量 HF_TOKEN 决定，此处的选择不起作用。</translation>
    </message>
    <message>
        <source>The token in use was stored by another tool, under no name.</source>
        <translation>正在使用的令牌由其他工具存入，没有名称。</translation>
    </message>
    <message>
        <source>Its token was made for {hub}, and is sent nowhere else.</source>
        <translation>它的令牌属于 {hub}，不会发送到其他地方。</translation>
    </message>
    <message>
        <source>Kept where Hugging Face&apos;s own tools keep theirs, readable by you alone.</source>
        <translation>与 Hugging Face 自家工具存放在同一处，只有您可以读取。</translation>
    </message>
    <message>
        <source>{name} is logged out here. The token stays valid until it is revoked on the Hub.</source>
        <translation>{name} 已在本机退出登录。该令牌在 Hub 上撤销之前仍然有效。</translation>
    </message>
    <message>
        <source>Asking {host} for a code…</source>
        <translation>正在向 {host} 索取代码…</translation>
    </message>
    <message>
        <source>Asking {host} whose token that is…</source>
        <translation>正在向 {host} 查询令牌的归属…</translation>
    </message>
    <message>
        <source>Logged in as {name}.</source>
        <translation>已登录为 {name}。</translation>
    </message>
    <message>
        <source>Log in again, or use another token.</source>
        <translation>请重新登录，或使用其他令牌。</translation>
    </message>
</context>
<context>
    <name>AdapterList</name>
    <message>
        <source>Adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>LoRAs that hold the ability already; several go in together.</source>
        <translation>已含有该能力的 LoRA；可以同时加入多个。</translation>
    </message>
    <message>
        <source>Add adapter…</source>
        <translation>添加适配器…</translation>
    </message>
    <message>
        <source>Adapters: file or recent</source>
        <translation>适配器：文件或最近使用</translation>
    </message>
    <message>
        <source>Add an adapter</source>
        <translation>添加适配器</translation>
    </message>
</context>
<context>
    <name>AdapterRow</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Take the adapter out</source>
        <translation>取出适配器</translation>
    </message>
    <message>
        <source>Weight of the adapter</source>
        <translation>适配器的权重</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Weight of {adapter}</source>
        <translation>{adapter} 的权重</translation>
    </message>
    <message>
        <source>Take {adapter} out</source>
        <translation>取出 {adapter}</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The settings file was damaged, so the defaults are used.</source>
        <translation>设置文件已损坏，因此使用默认设置。</translation>
    </message>
    <message>
        <source>The old file is kept as {file}.</source>
        <translation>旧文件保留为 {file}。</translation>
    </message>
    <message>
        <source>The settings cannot be read, so the defaults are used.</source>
        <translation>无法读取设置，因此使用默认设置。</translation>
    </message>
</context>
<context>
    <name>AuditBanner</name>
    <message>
        <source>Fix</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Undo the fix</source>
        <translation>撤销修复</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>全部发现</translation>
    </message>
    <message>
        <source>The context settings look sound.</source>
        <translation>上下文设置看起来没有问题。</translation>
    </message>
    <message>
        <source>What was found about the context settings: {count}</source>
        <translation>关于上下文设置的发现：{count} 项</translation>
    </message>
    <message>
        <source>Take this guess</source>
        <translation>采用这个估计值</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>In your library</source>
        <translation>在您的模型库中</translation>
    </message>
    <message>
        <source>{slot}: take {name}</source>
        <translation>{slot}：选用 {name}</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>您想做什么？</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands that match</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>没有这个名称的命令。</translation>
    </message>
</context>
<context>
    <name>CompareLayout</name>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原模型</translation>
    </message>
    <message>
        <source>The model that the fine-tune was made from.</source>
        <translation>微调模型由它训练而来。</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <source>What was trained further.</source>
        <translation>继续训练后的模型。</translation>
    </message>
    <message>
        <source>Figure in the cells</source>
        <translation>单元格中的数值</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Suggested rank</source>
        <translation>建议的秩</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>Difference by layer and module</source>
        <translation>各层各模块的差异</translation>
    </message>
    <message>
        <source>Tensors, the most changed first</source>
        <translation>张量，改动最大的在前</translation>
    </message>
    <message>
        <source>Filter the tensors</source>
        <translation>筛选张量</translation>
    </message>
    <message>
        <source>Rank of the adapter</source>
        <translation>适配器的秩</translation>
    </message>
    <message>
        <source>Make this adapter</source>
        <translation>制作这个适配器</translation>
    </message>
    <message>
        <source>Fill in the Graft page: an adapter of this difference, with this rank.</source>
        <translation>填入嫁接页：由这一差异、以这个秩制作适配器。</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>What did a fine-tune change in its original, tensor by tensor?</source>
        <translation>微调改动了原模型的哪些张量，改了多少？</translation>
    </message>
    <message>
        <source>Choose a model and the one that it was made from. Graftwork measures every tensor: how much it changed, how much of that is only rounding, and which rank holds what is left. The models are only read, and the comparison can be stopped and goes on where it stopped.</source>
        <translation>请选择一个模型和它的原模型。Graftwork 会逐个测量张量：改动有多大，其中有多少只是舍入误差，其余部分需要多大的秩。模型只会被读取；比较可以随时停止，之后从停下的地方继续。</translation>
    </message>
    <message>
        <source>An adapter of this difference:</source>
        <translation>由这一差异制作适配器：</translation>
    </message>
</context>
<context>
    <name>CompareMenu</name>
    <message>
        <source>{name} (same shape)</source>
        <translation>{name}（形状相同）</translation>
    </message>
    <message>
        <source>{name} (its base)</source>
        <translation>{name}（它的基座）</translation>
    </message>
    <message>
        <source>{name} (made from it)</source>
        <translation>{name}（由它训练而来）</translation>
    </message>
    <message>
        <source>Another one…</source>
        <translation>其他模型…</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Swap original and fine-tune</source>
        <translation>交换原模型与微调模型</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>Make this adapter</source>
        <translation>制作这个适配器</translation>
    </message>
    <message>
        <source>Filter the tensors</source>
        <translation>筛选张量</translation>
    </message>
    <message>
        <source>Checking the fit…</source>
        <translation>正在检查是否匹配…</translation>
    </message>
    <message>
        <source>They belong together. Will read {size} and change nothing.</source>
        <translation>两者匹配。将读取 {size}，不改动任何文件。</translation>
    </message>
    <message>
        <source>Its card names {name}: use it</source>
        <translation>它的模型卡注明了 {name}：使用它</translation>
    </message>
    <message>
        <source>A comparison runs. Others can be chosen when it has ended.</source>
        <translation>正在进行比较，结束后可以选择其他模型。</translation>
    </message>
    <message>
        <source>{name} was made from it: use it</source>
        <translation>{name} 由它训练而来：使用它</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Choose an original and a fine-tune of it.</source>
        <translation>请选择原模型和它的微调模型。</translation>
    </message>
    <message>
        <source>These two cannot be compared tensor by tensor.</source>
        <translation>这两个模型无法逐个张量比较。</translation>
    </message>
    <message>
        <source>These very files were compared; the figures are shown above.</source>
        <translation>这些文件已经比较过，结果见上方。</translation>
    </message>
    <message>
        <source>Point at a cell, or walk the grid with the arrow keys.</source>
        <translation>指向一个单元格，或用方向键在表格中移动。</translation>
    </message>
    <message>
        <source>Export the figures</source>
        <translation>导出数值</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写入：{file}</translation>
    </message>
</context>
<context>
    <name>CompareRun</name>
    <message>
        <source>The comparison waits for its turn; its place in the queue is {place}.</source>
        <translation>比较正在排队，位于第 {place} 位。</translation>
    </message>
    <message>
        <source>Stopped. What was measured is kept; comparing again goes on where it stopped.</source>
        <translation>已停止。已测得的结果会保留；再次比较时从停下的地方继续。</translation>
    </message>
    <message>
        <source>The suggested ranks, {size}</source>
        <translation>建议的秩，{size}</translation>
    </message>
    <message>
        <source>Rank {rank}, {size}</source>
        <translation>秩 {rank}，{size}</translation>
    </message>
</context>
<context>
    <name>CompareTab</name>
    <message>
        <source>First model</source>
        <translation>第一个模型</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>第二个模型</translation>
    </message>
    <message>
        <source>All models of the check</source>
        <translation>本次检查的所有模型</translation>
    </message>
    <message>
        <source>Map of the first model</source>
        <translation>第一个模型的热力图</translation>
    </message>
    <message>
        <source>Map of the second model</source>
        <translation>第二个模型的热力图</translation>
    </message>
    <message>
        <source>Difference map</source>
        <translation>差异图</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>It lost something in short texts, too: that is damage.</source>
        <translation>它在短文本中也有损失：这是损伤。</translation>
    </message>
    <message>
        <source>beside</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>What did the graft change?</source>
        <translation>嫁接改变了什么？</translation>
    </message>
    <message>
        <source>Name the target as it was on the left, and the long model too if you like.</source>
        <translation>在左侧指定原来的目标模型，也可以指定长上下文模型。</translation>
    </message>
    <message>
        <source>All of them are asked the same questions, so that every difference counts.</source>
        <translation>对它们提出同样的问题，因此每处差异都有意义。</translation>
    </message>
    <message>
        <source>The target with the long model&apos;s settings alone is asked, too: they help by themselves.</source>
        <translation>也会检查只带长上下文设置的目标模型：这些设置本身就有帮助。</translation>
    </message>
</context>
<context>
    <name>ConnectionCard</name>
    <message>
        <source>Connection to the Hub</source>
        <translation>与 Hub 的连接</translation>
    </message>
    <message>
        <source>Use the public one</source>
        <translation>使用公共 Hub</translation>
    </message>
    <message>
        <source>Stay off the network, and use what the cache has</source>
        <translation>不联网，只使用缓存中的内容</translation>
    </message>
    <message>
        <source>Address of the Hub</source>
        <translation>Hub 的地址</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>As the system, or the environment, has it.</source>
        <translation>取自系统设置或环境变量。</translation>
    </message>
    <message>
        <source>The environment (HF_ENDPOINT) names the Hub, whatever is said here.</source>
        <translation>Hub 由环境变量 HF_ENDPOINT 指定，此处的填写不起作用。</translation>
    </message>
    <message>
        <source>A mirror, or a Hub of your own. Empty: huggingface.co. Tokens go to their own Hub only.</source>
        <translation>镜像或您自己的 Hub。留空即为 huggingface.co。令牌只会发送到各自所属的 Hub。</translation>
    </message>
    <message>
        <source>The environment (HF_HUB_OFFLINE) forbids the network.</source>
        <translation>环境变量 HF_HUB_OFFLINE 禁止联网。</translation>
    </message>
    <message>
        <source>Applies at once; jobs that run already go on as they began.</source>
        <translation>立即生效；已在运行的任务不受影响。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ContextRow</name>
    <message>
        <source>Context window of the result</source>
        <translation>结果的上下文窗口</translation>
    </message>
    <message>
        <source>Context window in tokens</source>
        <translation>上下文窗口（词元数）</translation>
    </message>
    <message>
        <source>How many tokens the result reads. A graft of long context needs the donor&apos;s settings.</source>
        <translation>结果能读多少词元。嫁接长上下文需要供体的设置。</translation>
    </message>
    <message>
        <source>From the donor</source>
        <translation>来自供体</translation>
    </message>
    <message>
        <source>From the adapters</source>
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
        <source>norm {norm}</source>
        <translation>范数 {norm}</translation>
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
        <source>Norm</source>
        <translation>范数</translation>
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
    <name>Crashes</name>
    <message>
        <source>The details tell of the faults before it, too.</source>
        <translation>详情中也包含此前的错误。</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>What the curve shows</source>
        <translation>曲线显示什么</translation>
    </message>
    <message>
        <source>Walk the points with the arrow keys.</source>
        <translation>用方向键在各点之间移动。</translation>
    </message>
    <message>
        <source>Dashed: a sound length has a rate of at least 95 %, its interval begins above 80 %.</source>
        <translation>虚线：可靠的长度命中率至少 95 %，其区间从 80 % 以上开始。</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Like</source>
        <translation>基于</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Classic</source>
        <translation>经典</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>up to the slider, or 1k, 2k, 4k</source>
        <translation>到滑块为止，或 1k, 2k, 4k</translation>
    </message>
    <message>
        <source>Depths</source>
        <translation>深度数</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本数</translation>
    </message>
    <message>
        <source>Grading</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>By likelihood</source>
        <translation>按概率</translation>
    </message>
    <message>
        <source>By what it writes</source>
        <translation>按写出的内容</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>If there is one</source>
        <translation>有则使用</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>对话模板</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
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
        <source>Chunk</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>as the engine sees fit, or 2k</source>
        <translation>由引擎决定，或 2k</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Stop after two lengths that failed</source>
        <translation>两个长度失败后停止</translation>
    </message>
    <message>
        <source>Lengths of the texts in tokens, separated by commas.</source>
        <translation>文本长度（词元数），用逗号分隔。</translation>
    </message>
    <message>
        <source>How many different texts the confirmation uses.</source>
        <translation>确认时使用多少篇不同的文本。</translation>
    </message>
    <message>
        <source>The same seed asks the same questions.</source>
        <translation>相同的种子提出相同的问题。</translation>
    </message>
    <message>
        <source>Tokens worked on at once: fewer need less memory.</source>
        <translation>一次处理的词元数：越少所需内存越小。</translation>
    </message>
</context>
<context>
    <name>DeviceCode</name>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>打开页面</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>停止等待</translation>
    </message>
    <message>
        <source>Open this page in your browser, and type the code:</source>
        <translation>在浏览器中打开此页面并输入代码：</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>代码：{code}</translation>
    </message>
    <message>
        <source>Waiting for you; the code is good for {time}.</source>
        <translation>正在等待您操作；代码还有 {time} 有效。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>No program to show pages was found: open the address yourself.</source>
        <translation>未找到可打开网页的程序：请自行打开该地址。</translation>
    </message>
</context>
<context>
    <name>DiffGridModel</name>
    <message>
        <source>difference 0 %</source>
        <translation>差异 0 %</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>rounding 0 %</source>
        <translation>舍入 0 %</translation>
    </message>
    <message>
        <source>rank {rank}</source>
        <translation>秩 {rank}</translation>
    </message>
    <message>
        <source>no such tensor</source>
        <translation>没有这个张量</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>{count} tensors</source>
        <translation>{count} 个张量</translation>
    </message>
    <message>
        <source>differs by {share}</source>
        <translation>相差 {share}</translation>
    </message>
    <message>
        <source>{share} of that is rounding</source>
        <translation>其中 {share} 是舍入误差</translation>
    </message>
    <message>
        <source>suggested rank {rank}</source>
        <translation>建议的秩 {rank}</translation>
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
    <name>DiffTensorsModel</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
</context>
<context>
    <name>DifferenceModel</name>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>depth {depth}</source>
        <translation>深度 {depth}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>all depths</source>
        <translation>所有深度</translation>
    </message>
    <message>
        <source>{count} questions</source>
        <translation>{count} 个问题</translation>
    </message>
    <message>
        <source>only {name}: {count}</source>
        <translation>仅 {name}：{count}</translation>
    </message>
    <message>
        <source>both: {count}</source>
        <translation>两者都有：{count}</translation>
    </message>
    <message>
        <source>finds less</source>
        <translation>找到更少</translation>
    </message>
    <message>
        <source>finds more</source>
        <translation>找到更多</translation>
    </message>
</context>
<context>
    <name>DownloadPanel</name>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Into a folder…</source>
        <translation>下载到文件夹…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>It is in the Hub&apos;s cache, every file checked by its hash.</source>
        <translation>已在 Hub 缓存中，每个文件都已通过哈希校验。</translation>
    </message>
    <message>
        <source>It is in the Hub&apos;s cache, but nobody has checked its files here.</source>
        <translation>已在 Hub 缓存中，但其中的文件尚未在本机校验。</translation>
    </message>
    <message>
        <source>A download fetches {missing} of {all} into the Hub&apos;s cache; {free} are free there.</source>
        <translation>下载需获取 {missing}（共 {all}），存入 Hub 缓存；那里还有 {free} 可用空间。</translation>
    </message>
    <message>
        <source>A download needs {missing} in the Hub&apos;s cache, where only {free} are free.</source>
        <translation>下载需要在 Hub 缓存中占用 {missing}，而那里只剩 {free} 可用空间。</translation>
    </message>
    <message>
        <source>It is in a folder of yours. {cost}</source>
        <translation>已在您的文件夹中。{cost}</translation>
    </message>
    <message>
        <source>Choose the folder in which a new one is made</source>
        <translation>选择一个文件夹，将在其中新建子文件夹</translation>
    </message>
</context>
<context>
    <name>EmptyJobs</name>
    <message>
        <source>No jobs yet</source>
        <translation>还没有任务</translation>
    </message>
    <message>
        <source>What is run is listed here, with its figures and its log, and can be run again.</source>
        <translation>运行过的任务会列在这里，附带数据和日志，并且可以再次运行。</translation>
    </message>
</context>
<context>
    <name>EmptyLibrary</name>
    <message>
        <source>Drop folders, models or adapters here</source>
        <translation>把文件夹、模型或适配器拖到这里</translation>
    </message>
    <message>
        <source>Looking into {folders}…</source>
        <translation>正在查看 {folders}…</translation>
    </message>
    <message>
        <source>No model was found in {folders}.</source>
        <translation>在 {folders} 中没有找到模型。</translation>
    </message>
    <message>
        <source>Graftwork lists what lies in the folders that you name, and moves or changes nothing.</source>
        <translation>Graftwork 只列出您指定的文件夹中的内容，不移动也不改动任何文件。</translation>
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
    <name>FailuresModel</name>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应为</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>得到</translation>
    </message>
    <message>
        <source>Log-prob.</source>
        <translation>对数概率</translation>
    </message>
</context>
<context>
    <name>FailuresTab</name>
    <message>
        <source>What was not found</source>
        <translation>没有找到的</translation>
    </message>
    <message>
        <source>Nothing was missed.</source>
        <translation>没有遗漏。</translation>
    </message>
    <message>
        <source>What a check does not find is listed here.</source>
        <translation>检查中没有找到的会列在这里。</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>{slot}: clear</source>
        <translation>{slot}：清空</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
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
        <source>An adapter holds what a fine-tune learned, as small factors for each layer.</source>
        <translation>适配器以每层的小因子保存微调模型学到的东西。</translation>
    </message>
    <message>
        <source>Several adapters go in together, each as strongly as its weight says.</source>
        <translation>多个适配器可以同时加入，各自的强度由权重决定。</translation>
    </message>
    <message>
        <source>They are added to a copy of the target. Your models are only read.</source>
        <translation>它们加到目标模型的一份副本上。您的模型只会被读取。</translation>
    </message>
    <message>
        <source>The adapter is a folder that PEFT, vLLM and transformers load. Your models are only read.</source>
        <translation>适配器是一个 PEFT、vLLM 和 transformers 都能加载的文件夹。您的模型只会被读取。</translation>
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
    <name>FitsModel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>不匹配</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>请留意</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>匹配</translation>
    </message>
</context>
<context>
    <name>FitsTab</name>
    <message>
        <source>Models that the adapter was held against</source>
        <translation>与该适配器比对过的模型</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>There is no model in the library yet.</source>
        <translation>模型库中还没有模型。</translation>
    </message>
    <message>
        <source>Fits {good} so far; {seen} of {total} looked at.</source>
        <translation>目前匹配 {good} 个；已查看 {seen} / {total} 个。</translation>
    </message>
    <message>
        <source>Fits {good} of {total} models.</source>
        <translation>{total} 个模型中匹配 {good} 个。</translation>
    </message>
</context>
<context>
    <name>FolderList</name>
    <message>
        <source>Folders of the library</source>
        <translation>模型库的文件夹</translation>
    </message>
    <message>
        <source>The library looks into no folder yet.</source>
        <translation>模型库还没有查看任何文件夹。</translation>
    </message>
    <message>
        <source>The Hub&apos;s cache: {folder}</source>
        <translation>Hub 缓存：{folder}</translation>
    </message>
    <message>
        <source>Look no more into {folder}</source>
        <translation>不再查看 {folder}</translation>
    </message>
</context>
<context>
    <name>GraftActions</name>
    <message>
        <source>Choose the base</source>
        <translation>选择基座</translation>
    </message>
    <message>
        <source>Choose the donor</source>
        <translation>选择供体</translation>
    </message>
    <message>
        <source>Choose the target</source>
        <translation>选择目标</translation>
    </message>
    <message>
        <source>Add an adapter</source>
        <translation>添加适配器</translation>
    </message>
    <message>
        <source>Take the base from the Hub</source>
        <translation>从 Hub 选取基座</translation>
    </message>
    <message>
        <source>Take the donor from the Hub</source>
        <translation>从 Hub 选取供体</translation>
    </message>
    <message>
        <source>Take the target from the Hub</source>
        <translation>从 Hub 选取目标</translation>
    </message>
    <message>
        <source>Add an adapter from the Hub</source>
        <translation>从 Hub 添加适配器</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Choose the output folder</source>
        <translation>选择输出文件夹</translation>
    </message>
    <message>
        <source>Copy the command that does the same</source>
        <translation>复制等效的命令</translation>
    </message>
    <message>
        <source>Save recipe…</source>
        <translation>保存配方…</translation>
    </message>
    <message>
        <source>Open recipe…</source>
        <translation>打开配方…</translation>
    </message>
    <message>
        <source>Graft from a donor</source>
        <translation>从供体嫁接</translation>
    </message>
    <message>
        <source>Merge adapters</source>
        <translation>合并适配器</translation>
    </message>
    <message>
        <source>Extract only an adapter</source>
        <translation>只提取适配器</translation>
    </message>
    <message>
        <source>Show or hide more options</source>
        <translation>显示或隐藏更多选项</translation>
    </message>
    <message>
        <source>Save the options as a preset…</source>
        <translation>将选项保存为预设…</translation>
    </message>
    <message>
        <source>Publish the result on the Hub…</source>
        <translation>将结果发布到 Hub…</translation>
    </message>
    <message>
        <source>Fill in the sample</source>
        <translation>填入示例</translation>
    </message>
    <message>
        <source>Empty all slots</source>
        <translation>清空所有槽位</translation>
    </message>
    <message>
        <source>Put away messages</source>
        <translation>收起消息</translation>
    </message>
    <message>
        <source>Use the preset {name}</source>
        <translation>使用预设“{name}”</translation>
    </message>
</context>
<context>
    <name>GraftAhead</name>
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
</context>
<context>
    <name>GraftLayout</name>
    <message>
        <source>From a donor</source>
        <translation>来自供体</translation>
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
        <source>What is to be done</source>
        <translation>要做什么</translation>
    </message>
    <message>
        <source>From adapters</source>
        <translation>来自适配器</translation>
    </message>
    <message>
        <source>Only an adapter</source>
        <translation>仅提取适配器</translation>
    </message>
    <message>
        <source>The adapter that will be made</source>
        <translation>将要生成的适配器</translation>
    </message>
    <message>
        <source>Adapter whose preview is shown</source>
        <translation>显示哪个适配器的预览</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
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
        <source>Understood</source>
        <translation>知道了</translation>
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
    <message>
        <source>Preview of</source>
        <translation>预览</translation>
    </message>
</context>
<context>
    <name>GraftPage</name>
    <message>
        <source>Choose where the output folder goes</source>
        <translation>选择输出文件夹的位置</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot be the name of a preset of yours.</source>
        <translation>“{name}”不能用作您的预设名称。</translation>
    </message>
    <message>
        <source>Choose a name that no preset of Graftwork&apos;s has.</source>
        <translation>请选择一个 Graftwork 自带预设没有使用的名称。</translation>
    </message>
    <message>
        <source>{link} is neither on this computer nor a model on the Hub.</source>
        <translation>{link} 既不在本机上，也不是 Hub 上的模型。</translation>
    </message>
    <message>
        <source>Download the adapter first, then drop its folder.</source>
        <translation>请先下载适配器，再拖入它的文件夹。</translation>
    </message>
</context>
<context>
    <name>GraftRecipes</name>
    <message>
        <source>Save the recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>配方 (*.json)</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>打开配方</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>{file} is a recipe of another kind ({kind}), not one for this page.</source>
        <translation>{file} 是另一种配方（{kind}），不适用于本页。</translation>
    </message>
    <message>
        <source>Recipes for this page extract, merge or graft. Run others with: graftwork run {file}</source>
        <translation>本页的配方用于提取、合并或嫁接。其他配方请运行：graftwork run {file}</translation>
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
    <message>
        <source>&quot;{title}&quot; waits in the queue, at place {place}.</source>
        <translation>“{title}”正在队列中等待，位置 {place}。</translation>
    </message>
    <message>
        <source>It starts by itself when the jobs before it have ended. The Jobs page shows the queue.</source>
        <translation>前面的任务结束后它会自动开始。“任务”页显示队列。</translation>
    </message>
</context>
<context>
    <name>HaystackAudit</name>
    <message>
        <source>Fixed in {files}.</source>
        <translation>已在 {files} 中修复。</translation>
    </message>
</context>
<context>
    <name>HaystackLayout</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>By length</source>
        <translation>按长度</translation>
    </message>
    <message>
        <source>By distance</source>
        <translation>按距离</translation>
    </message>
    <message>
        <source>Found facts by depth</source>
        <translation>按深度显示找到的事实</translation>
    </message>
    <message>
        <source>By depth</source>
        <translation>按深度</translation>
    </message>
    <message>
        <source>Log of the check</source>
        <translation>检查日志</translation>
    </message>
    <message>
        <source>What a check does is written here.</source>
        <translation>检查过程会记录在这里。</translation>
    </message>
    <message>
        <source>Views of the results</source>
        <translation>结果视图</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Server command</source>
        <translation>服务器命令</translation>
    </message>
    <message>
        <source>Copy the command that starts a server for this model and length.</source>
        <translation>复制为该模型和长度启动服务器的命令。</translation>
    </message>
    <message>
        <source>a folder for the results</source>
        <translation>存放结果的文件夹</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Check long context</source>
        <translation>检查长上下文</translation>
    </message>
    <message>
        <source>Does the model find a fact anywhere in a long text?</source>
        <translation>模型能在长文本的任何位置找到事实吗？</translation>
    </message>
    <message>
        <source>Open a result…</source>
        <translation>打开结果…</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>检查设定</translation>
    </message>
    <message>
        <source>Show or hide the setup (Ctrl+B)</source>
        <translation>显示或隐藏设置（Ctrl+B）</translation>
    </message>
</context>
<context>
    <name>HaystackPage</name>
    <message>
        <source>Start the check</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>Put away messages</source>
        <translation>收起消息</translation>
    </message>
    <message>
        <source>Show or hide the setup</source>
        <translation>显示或隐藏检查设定</translation>
    </message>
    <message>
        <source>Open a result</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Choose the folder of a result</source>
        <translation>选择结果所在的文件夹</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>正在读取文件头…</translation>
    </message>
    <message>
        <source>Choose a model to begin.</source>
        <translation>先选择一个模型。</translation>
    </message>
    <message>
        <source>Choose where the results go</source>
        <translation>选择结果存放的位置</translation>
    </message>
    <message>
        <source>Copied. It will answer at {address}.</source>
        <translation>已复制。它将在 {address} 应答。</translation>
    </message>
</context>
<context>
    <name>HaystackResults</name>
    <message>
        <source>Export the results</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写入：{file}</translation>
    </message>
</context>
<context>
    <name>HaystackRun</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>{count} tokens were read and answered in {time}.</source>
        <translation>读取了 {count} 个词元并作答，用时 {time}。</translation>
    </message>
    <message>
        <source>Cancelled. What was answered is kept; the same check goes on where it stopped.</source>
        <translation>已取消。已有的回答会保留；同样的检查会从停下的地方继续。</translation>
    </message>
</context>
<context>
    <name>HaystackTrying</name>
    <message>
        <source>A job is running.</source>
        <translation>有任务正在运行。</translation>
    </message>
    <message>
        <source>Choose the target and the adapter whose weight, rank and modules are to be found.</source>
        <translation>请选择目标模型，以及要寻找其权重、秩和模块的适配器。</translation>
    </message>
    <message>
        <source>The results go to {folder}.</source>
        <translation>结果将存放到 {folder}。</translation>
    </message>
    <message>
        <source>with the adapter</source>
        <translation>带适配器</translation>
    </message>
    <message>
        <source>without an adapter</source>
        <translation>不带适配器</translation>
    </message>
</context>
<context>
    <name>Herald</name>
    <message>
        <source>&quot;{title}&quot; waits for its turn, at place {place} of the queue.</source>
        <translation>“{title}”正在排队，位于第 {place} 位。</translation>
    </message>
    <message>
        <source>It failed. {reason}</source>
        <translation>失败。{reason}</translation>
    </message>
    <message>
        <source>It is done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>&quot;{title}&quot; is done.</source>
        <translation>“{title}”已完成。</translation>
    </message>
    <message>
        <source>&quot;{title}&quot; failed.</source>
        <translation>“{title}”失败了。</translation>
    </message>
    <message>
        <source>A job waits in the queue from an earlier time.</source>
        <translation>队列中有一个之前留下的任务。</translation>
    </message>
    <message>
        <source>{count} jobs wait in the queue from an earlier time.</source>
        <translation>队列中有 {count} 个之前留下的任务。</translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation>开始执行队列</translation>
    </message>
    <message>
        <source>Set the damaged history aside</source>
        <translation>把损坏的历史记录移到一边</translation>
    </message>
    <message>
        <source>A new job history was begun. The old one is kept as {file}.</source>
        <translation>已新建任务历史记录。旧的保留为 {file}。</translation>
    </message>
    <message>
        <source>Show jobs</source>
        <translation>显示任务</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Set it aside to begin a new one: the file is renamed, nothing in it is lost.</source>
        <translation>把它移到一边即可新建：文件只会被改名，其中内容不会丢失。</translation>
    </message>
</context>
<context>
    <name>HubDetails</name>
    <message>
        <source>Asking the Hub…</source>
        <translation>正在询问 Hub…</translation>
    </message>
    <message>
        <source>Reading settings and headers…</source>
        <translation>正在读取配置和文件头…</translation>
    </message>
    <message>
        <source>What follows is what the cache has of it; the Hub could not be asked.</source>
        <translation>以下内容来自缓存；未能询问 Hub。</translation>
    </message>
    <message>
        <source>{name} is gated: its owner gives the files only to accounts with access.</source>
        <translation>{name} 受访问限制：所有者只向获得授权的账户提供文件。</translation>
    </message>
    <message>
        <source>Your account has none yet. Ask for it on the repository&apos;s page; then look again here.</source>
        <translation>您的账户尚无权限。请在仓库页面上申请，然后再回到这里查看。</translation>
    </message>
    <message>
        <source>Ask for access on its page with your account, and log in with it in the settings.</source>
        <translation>请用您的账户在其页面上申请权限，并在设置中登录该账户。</translation>
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
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载量</translation>
    </message>
    <message>
        <source>Likes</source>
        <translation>点赞</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>{size} in {count} files</source>
        <translation>{size}，{count} 个文件</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>已改名</translation>
    </message>
    <message>
        <source>was {name}</source>
        <translation>原名 {name}</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>{reason} Trying again in {seconds} s.</source>
        <translation>{reason}{seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>Open the page and ask for access</source>
        <translation>打开页面并申请权限</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Views of the repository</source>
        <translation>仓库的各个视图</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>谱系</translation>
    </message>
    <message>
        <source>Does it fit?</source>
        <translation>是否适配？</translation>
    </message>
    <message>
        <source>Choose a repository to see what it is.</source>
        <translation>选择一个仓库以查看其内容。</translation>
    </message>
    <message>
        <source>Use as</source>
        <translation>用作</translation>
    </message>
</context>
<context>
    <name>HubFamilyTab</name>
    <message>
        <source>Relatives</source>
        <translation>相关模型</translation>
    </message>
    <message>
        <source>All adapters</source>
        <translation>全部适配器</translation>
    </message>
    <message>
        <source>All fine-tunes</source>
        <translation>全部微调</translation>
    </message>
    <message>
        <source>All merges</source>
        <translation>全部合并</translation>
    </message>
    <message>
        <source>All quantized ones</source>
        <translation>全部量化版</translation>
    </message>
    <message>
        <source>Asking for relatives…</source>
        <translation>正在查询相关模型…</translation>
    </message>
    <message>
        <source>The Hub knows no relatives of it.</source>
        <translation>Hub 上没有与它相关的模型。</translation>
    </message>
    <message>
        <source>{count} relatives, the most downloaded first; press Enter to see one.</source>
        <translation>{count} 个相关模型，按下载量排列；按 Enter 查看。</translation>
    </message>
    <message>
        <source>The {count} most downloaded relatives; press Enter to see one.</source>
        <translation>下载量最高的 {count} 个相关模型；按 Enter 查看。</translation>
    </message>
</context>
<context>
    <name>HubFitTab</name>
    <message>
        <source>owner/name on the Hub, or a folder</source>
        <translation>Hub 上的 owner/name，或一个文件夹</translation>
    </message>
    <message>
        <source>The other model</source>
        <translation>另一个模型</translation>
    </message>
    <message>
        <source>as its base</source>
        <translation>作为它的基座</translation>
    </message>
    <message>
        <source>as a fine-tune of it</source>
        <translation>作为它的微调</translation>
    </message>
    <message>
        <source>What the other model is to this one</source>
        <translation>另一个模型与它的关系</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Compatibility report</source>
        <translation>兼容性报告</translation>
    </message>
    <message>
        <source>Reading headers…</source>
        <translation>正在读取文件头…</translation>
    </message>
    <message>
        <source>These do not fit together</source>
        <translation>它们不适配</translation>
    </message>
    <message>
        <source>They fit, with something to know</source>
        <translation>适配，但有需要注意之处</translation>
    </message>
    <message>
        <source>They fit together</source>
        <translation>它们相互适配</translation>
    </message>
    <message>
        <source>Choose the model that the adapter is to go into.</source>
        <translation>选择要放入此适配器的模型。</translation>
    </message>
    <message>
        <source>Choose the model that it was trained from, or one that was trained from it.</source>
        <translation>选择它所源自的模型，或由它训练出的模型。</translation>
    </message>
    <message>
        <source>Only settings and headers are read, some hundred kilobytes; nothing is downloaded.</source>
        <translation>只读取配置和文件头，约数百 KB；不会下载任何内容。</translation>
    </message>
    <message>
        <source>Check against</source>
        <translation>对照检查</translation>
    </message>
</context>
<context>
    <name>HubLayout</name>
    <message>
        <source>Repositories that were found</source>
        <translation>找到的仓库</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
</context>
<context>
    <name>HubNameDialog</name>
    <message>
        <source>{slot}: from the Hub</source>
        <translation>{slot}：来自 Hub</translation>
    </message>
    <message>
        <source>Name or address of the repository</source>
        <translation>仓库的名称或网址</translation>
    </message>
    <message>
        <source>A branch, tag or commit follows an @: owner/name@revision. Only headers are fetched for now.</source>
        <translation>分支、标签或提交写在 @ 之后：owner/name@revision。目前只获取文件头。</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A repository is called owner/name, in letters, digits and - _ . only.</source>
        <translation>仓库名称的格式为 owner/name，只能使用字母、数字和 - _ .。</translation>
    </message>
</context>
<context>
    <name>HubPage</name>
    <message>
        <source>Search the Hub</source>
        <translation>搜索 Hub</translation>
    </message>
    <message>
        <source>Ask the Hub again</source>
        <translation>重新询问 Hub</translation>
    </message>
    <message>
        <source>Back to the repository before</source>
        <translation>返回上一个仓库</translation>
    </message>
    <message>
        <source>Download it, or go on with it</source>
        <translation>下载，或继续下载</translation>
    </message>
    <message>
        <source>Show its relatives</source>
        <translation>显示其相关模型</translation>
    </message>
    <message>
        <source>Check whether it fits</source>
        <translation>检查是否适配</translation>
    </message>
    <message>
        <source>Clean up after broken downloads</source>
        <translation>清理中断的下载</translation>
    </message>
    <message>
        <source>Use as base</source>
        <translation>用作基座</translation>
    </message>
    <message>
        <source>Use as donor</source>
        <translation>用作供体</translation>
    </message>
    <message>
        <source>Use as target</source>
        <translation>用作目标</translation>
    </message>
    <message>
        <source>Use as adapter</source>
        <translation>用作适配器</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>Donor</source>
        <translation>供体</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Show in the library</source>
        <translation>在模型库中显示</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开其页面</translation>
    </message>
    <message>
        <source>Copy its name</source>
        <translation>复制其名称</translation>
    </message>
    <message>
        <source>Asking the Hub…</source>
        <translation>正在询问 Hub…</translation>
    </message>
    <message>
        <source>Asking for more…</source>
        <translation>正在获取更多…</translation>
    </message>
    <message>
        <source>{host}, without an account</source>
        <translation>{host}，未登录账户</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>找到 {count} 个</translation>
    </message>
    <message>
        <source>{count} so far; more come when you scroll</source>
        <translation>目前 {count} 个；滚动以获取更多</translation>
    </message>
    <message>
        <source>Nothing was found. Some filters are set.</source>
        <translation>什么也没找到。当前设置了一些筛选条件。</translation>
    </message>
    <message>
        <source>Nothing was found. All finds repositories without safetensors, too.</source>
        <translation>什么也没找到。选择“全部”还能找到没有 safetensors 的仓库。</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>什么也没找到。</translation>
    </message>
    <message>
        <source>{reason} Trying again in {seconds} s.</source>
        <translation>{reason}{seconds} 秒后重试。</translation>
    </message>
</context>
<context>
    <name>HubResults</name>
    <message>
        <source>Base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>私有</translation>
    </message>
    <message>
        <source>Gated</source>
        <translation>受限</translation>
    </message>
    <message>
        <source>Gated, by hand</source>
        <translation>受限，人工审批</translation>
    </message>
    <message>
        <source>{count} downloads</source>
        <translation>{count} 次下载</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
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
        <source>Downloads</source>
        <translation>下载量</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>HubSearch</name>
    <message>
        <source>Name, or the address of a model (Ctrl+F)</source>
        <translation>名称，或模型的网址 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>搜索 Hub</translation>
    </message>
    <message>
        <source>What to look for</source>
        <translation>搜索对象</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>What comes first</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>热门</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>下载最多</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>点赞最多</translation>
    </message>
    <message>
        <source>Changed last</source>
        <translation>最近更新</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新创建</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>As in config.json, such as llama</source>
        <translation>与 config.json 中一致，例如 llama</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>A base model, such as owner/name</source>
        <translation>基座，例如 owner/name</translation>
    </message>
    <message>
        <source>How it was made from that</source>
        <translation>由其制作的方式</translation>
    </message>
    <message>
        <source>Made in any way</source>
        <translation>任何方式</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Its short name, such as apache-2.0</source>
        <translation>简称，例如 apache-2.0</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问</translation>
    </message>
    <message>
        <source>Open or gated</source>
        <translation>开放或受限</translation>
    </message>
    <message>
        <source>Only open ones</source>
        <translation>仅开放</translation>
    </message>
    <message>
        <source>Only gated ones</source>
        <translation>仅受限</translation>
    </message>
    <message>
        <source>Parameters from</source>
        <translation>参数量下限</translation>
    </message>
    <message>
        <source>Such as 500M or 7B</source>
        <translation>例如 500M 或 7B</translation>
    </message>
    <message>
        <source>Parameters to</source>
        <translation>参数量上限</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Filters: {count}</source>
        <translation>筛选：{count}</translation>
    </message>
</context>
<context>
    <name>JobDetails</name>
    <message>
        <source>What the job made</source>
        <translation>任务的成果</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>任务日志</translation>
    </message>
    <message>
        <source>{kind}: {title}</source>
        <translation>{kind}：{title}</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>There is no log yet.</source>
        <translation>还没有日志。</translation>
    </message>
</context>
<context>
    <name>JobsLayout</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
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
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Speed, time left</source>
        <translation>速度、剩余时间</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Edit and run again</source>
        <translation>修改后再运行</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>显示结果</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Sooner</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Hold the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation>用示例试一试</translation>
    </message>
    <message>
        <source>Graft two models</source>
        <translation>嫁接模型</translation>
    </message>
    <message>
        <source>Check how far a model reads</source>
        <translation>检查模型能读多长</translation>
    </message>
    <message>
        <source>Compare a fine-tune with its base</source>
        <translation>比较微调模型与基座</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop at once</source>
        <translation>立即终止</translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation>开始执行队列</translation>
    </message>
    <message>
        <source>It may have been moved or deleted, or no program shows folders here.</source>
        <translation>它可能已被移动或删除，或者这里没有可以显示文件夹的程序。</translation>
    </message>
    <message>
        <source>The job&apos;s details are in the clipboard.</source>
        <translation>任务详情已复制到剪贴板。</translation>
    </message>
    <message>
        <source>&quot;{title}&quot; was removed from the list.</source>
        <translation>“{title}”已从列表中移除。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>What it has made so far is still there: {size} in {folder}.</source>
        <translation>它已完成的部分仍然保留：{folder} 中有 {size}。</translation>
    </message>
    <message>
        <source>Delete that, too</source>
        <translation>一并删除</translation>
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
        <source>{folder} cannot be shown.</source>
        <translation>无法显示 {folder}。</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Everything works by keyboard.</source>
        <translation>一切都可以用键盘操作。</translation>
    </message>
</context>
<context>
    <name>KindChoice</name>
    <message>
        <source>Kinds that are shown</source>
        <translation>显示的种类</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>全部 {count}</translation>
    </message>
    <message>
        <source>Models {count}</source>
        <translation>模型 {count}</translation>
    </message>
    <message>
        <source>Adapters {count}</source>
        <translation>适配器 {count}</translation>
    </message>
    <message>
        <source>Quantized {count}</source>
        <translation>量化 {count}</translation>
    </message>
    <message>
        <source>Weights {count}</source>
        <translation>权重 {count}</translation>
    </message>
    <message>
        <source>Broken {count}</source>
        <translation>损坏 {count}</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>A job is running. What shall happen to it?</source>
        <translation>有一个任务正在运行。要怎样处理？</translation>
    </message>
    <message>
        <source>{count} jobs are running. What shall happen to them?</source>
        <translation>有 {count} 个任务正在运行。要怎样处理？</translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation>任务正在运行</translation>
    </message>
    <message>
        <source>In the background, work goes on without the window; the next start shows how it went.</source>
        <translation>在后台运行时不需要窗口；下次启动时会显示结果。</translation>
    </message>
    <message>
        <source>A cancelled job keeps what it has done and can be resumed.</source>
        <translation>取消的任务会保留已完成的部分，之后可以继续。</translation>
    </message>
    <message>
        <source>The queue ({count}) goes on, too.</source>
        <translation>队列（{count} 个）也会继续。</translation>
    </message>
    <message>
        <source>Finish in the background</source>
        <translation>在后台完成</translation>
    </message>
    <message>
        <source>Cancel and quit</source>
        <translation>取消任务并退出</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>A job cannot be left to itself: its process does not answer.</source>
        <translation>无法让任务自行运行：它的进程没有响应。</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it.</source>
        <translation>请等待它完成，或者取消它。</translation>
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
    <name>Library</name>
    <message>
        <source>The folders cannot be scanned: {why}.</source>
        <translation>无法扫描文件夹：{why}。</translation>
    </message>
    <message>
        <source>The scan ended too early (exit status {status}).</source>
        <translation>扫描过早结束（退出状态 {status}）。</translation>
    </message>
    <message>
        <source>What was found so far stays. Scan again, or report it with its details.</source>
        <translation>已找到的内容会保留。请重新扫描，或附上详情报告。</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
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
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改日期</translation>
    </message>
    <message>
        <source>Model, {dtype}</source>
        <translation>模型，{dtype}</translation>
    </message>
    <message>
        <source>Adapter, rank {rank}</source>
        <translation>适配器，秩 {rank}</translation>
    </message>
    <message>
        <source>Quantized, {method}</source>
        <translation>量化，{method}</translation>
    </message>
    <message>
        <source>Weights alone</source>
        <translation>仅有权重</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>损坏</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
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
        <source>Everywhere</source>
        <translation>所有页面</translation>
    </message>
    <message>
        <source>In lists, maps and charts</source>
        <translation>列表、热力图和图表</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Put away all messages</source>
        <translation>收起所有消息</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统颜色</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Show {name} on the Hub page</source>
        <translation>在 Hub 页面显示 {name}</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>转到 {page}</translation>
    </message>
</context>
<context>
    <name>MapTab</name>
    <message>
        <source>Found facts by length of the text and depth</source>
        <translation>按文本长度和深度显示找到的事实</translation>
    </message>
    <message>
        <source>Figure in the cells</source>
        <translation>单元格中的数值</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>命中率</translation>
    </message>
    <message>
        <source>Lower bound</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>领先</translation>
    </message>
    <message>
        <source>Colours of the map</source>
        <translation>热力图的颜色</translation>
    </message>
    <message>
        <source>Red to green</source>
        <translation>红到绿</translation>
    </message>
    <message>
        <source>Log-prob.</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>Blue to yellow, read without telling red from green</source>
        <translation>蓝到黄，不需要区分红绿</translation>
    </message>
    <message>
        <source>Point at a cell, or walk the map with the arrow keys. Enter or a click shows the text.</source>
        <translation>指向一个单元格，或用方向键移动。按回车或点击可显示文本。</translation>
    </message>
    <message>
        <source>length of the text in tokens →   depth of the fact ↓</source>
        <translation>文本长度（词元）→   事实的深度 ↓</translation>
    </message>
    <message>
        <source>Does the model find a fact anywhere in a long text?</source>
        <translation>模型能在长文本的任何位置找到事实吗？</translation>
    </message>
    <message>
        <source>Facts are hidden in a long text at many depths: 0 % is its beginning, 100 % its end.</source>
        <translation>把事实藏在长文本的许多深度上：0 % 是开头，100 % 是结尾。</translation>
    </message>
    <message>
        <source>The model is asked about each of them, at growing lengths, and every answer is graded.</source>
        <translation>在不断增长的长度上，逐一向模型提问并给每个回答评分。</translation>
    </message>
    <message>
        <source>The map fills as answers come. Green at every depth up to some length: so far it can read.</source>
        <translation>随着回答到来，热力图逐渐填满。到某个长度为止各深度都是绿色：它就能读到那么长。</translation>
    </message>
</context>
<context>
    <name>MessagePanel</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Put this message away</source>
        <translation>收起这条消息</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} 已不在原处。</translation>
    </message>
    <message>
        <source>It was moved or deleted, or its disk is away. A scan that finds it brings it back.</source>
        <translation>它可能被移走或删除，或者所在磁盘已断开。再次扫描到它时会恢复显示。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Reading the adapter&apos;s factors…</source>
        <translation>正在读取适配器的因子…</translation>
    </message>
    <message>
        <source>{count} modules are no plain pairs of factors, which alone tell singular values.</source>
        <translation>有 {count} 个模块不是普通的因子对，只有因子对才能得出奇异值。</translation>
    </message>
    <message>
        <source>Use as</source>
        <translation>用作</translation>
    </message>
    <message>
        <source>Views of the model</source>
        <translation>模型的视图</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>谱</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>Choose a model or an adapter to see what is in it.</source>
        <translation>选择一个模型或适配器，查看其中的内容。</translation>
    </message>
</context>
<context>
    <name>ModelsLayout</name>
    <message>
        <source>Models and adapters</source>
        <translation>模型与适配器</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Filter (Ctrl+F)</source>
        <translation>筛选 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>{text} is no folder or file of this computer, and no model on the Hub.</source>
        <translation>{text} 既不是本机的文件夹或文件，也不是 Hub 上的模型。</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Put the folder back</source>
        <translation>恢复文件夹</translation>
    </message>
    <message>
        <source>Look into the Hub&apos;s cache</source>
        <translation>查看 Hub 缓存</translation>
    </message>
    <message>
        <source>Look into the sample</source>
        <translation>查看示例</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>搜索 Hub</translation>
    </message>
    <message>
        <source>Use as base</source>
        <translation>用作基座</translation>
    </message>
    <message>
        <source>Use as donor</source>
        <translation>用作供体</translation>
    </message>
    <message>
        <source>Use as target</source>
        <translation>用作目标</translation>
    </message>
    <message>
        <source>Use as adapter</source>
        <translation>用作适配器</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Check long context</source>
        <translation>检查长上下文</translation>
    </message>
    <message>
        <source>Publish on the Hub…</source>
        <translation>发布到 Hub…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>Donor</source>
        <translation>供体</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>No model or adapter was found in {folder}.</source>
        <translation>在 {folder} 中没有找到模型或适配器。</translation>
    </message>
    <message>
        <source>{count} folders</source>
        <translation>{count} 个文件夹</translation>
    </message>
    <message>
        <source>{count} so far in {folders}…</source>
        <translation>{folders} 中目前有 {count} 项…</translation>
    </message>
    <message>
        <source>{count} in {folders}</source>
        <translation>{folders} 中有 {count} 项</translation>
    </message>
    <message>
        <source>Choose a folder with models or adapters</source>
        <translation>选择含有模型或适配器的文件夹</translation>
    </message>
    <message>
        <source>The library looks no more into {folder}. Nothing on the disk was touched.</source>
        <translation>模型库不再查看 {folder}。磁盘上的文件没有任何改动。</translation>
    </message>
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
    <name>ModulesTab</name>
    <message>
        <source>Modules</source>
        <translation>模块</translation>
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
        <source>Keep no file from the Hub longer than it is needed</source>
        <translation>来自 Hub 的文件用完即删</translation>
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
    <message>
        <source>For a small disk: two files of a model lie on it at a time. Else they stay in the Hub&apos;s cache.</source>
        <translation>适合较小的磁盘：每个模型同时最多占用两个文件。否则文件会留在 Hub 缓存中。</translation>
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
    <name>NeedleText</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Hide the text</source>
        <translation>隐藏文本</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Text around the needle</source>
        <translation>针周围的文本</translation>
    </message>
    <message>
        <source>Reading the text…</source>
        <translation>正在读取文本…</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Weight of the adapter</source>
        <translation>适配器的权重</translation>
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
</context>
<context>
    <name>OutgoingModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>OverviewTab</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>还有 {count} 个</translation>
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
        <source>Name one on the Hub…</source>
        <translation>输入 Hub 上的名称…</translation>
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
    <name>PresetBox</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Presets: save, remove</source>
        <translation>预设：保存、删除</translation>
    </message>
    <message>
        <source>Own settings</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Options that suit a purpose</source>
        <translation>适合某种用途的选项</translation>
    </message>
    <message>
        <source>Save as a preset…</source>
        <translation>保存为预设…</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>删除“{name}”</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>保存为预设</translation>
    </message>
    <message>
        <source>Name of the preset:</source>
        <translation>预设名称：</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
</context>
<context>
    <name>PromptTab</name>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Write to the model, or paste a long text with a question at its end.</source>
        <translation>给模型写点什么，或粘贴一篇末尾带问题的长文本。</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>The reply appears here while the model writes it.</source>
        <translation>模型书写时，回答会显示在这里。</translation>
    </message>
    <message>
        <source>With the adapter</source>
        <translation>带适配器</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>对话模板</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个词元</translation>
    </message>
    <message>
        <source>Longest reply in tokens</source>
        <translation>回答最长的词元数</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>发送（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>最多</translation>
    </message>
</context>
<context>
    <name>RankRow</name>
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
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Copy row</source>
        <translation>复制该行</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
</context>
<context>
    <name>RestRow</name>
    <message>
        <source>Forget what else the recipe said</source>
        <translation>忘记配方中的其他设置</translation>
    </message>
    <message>
        <source>Also from the recipe: {options}</source>
        <translation>配方中还有：{options}</translation>
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
        <source>Use as adapter</source>
        <translation>用作适配器</translation>
    </message>
    <message>
        <source>Check long context</source>
        <translation>检查长上下文</translation>
    </message>
    <message>
        <source>Layer by layer</source>
        <translation>逐层查看</translation>
    </message>
    <message>
        <source>Hide the result</source>
        <translation>隐藏结果</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Publish it on the Hub: see the card and the files first.</source>
        <translation>发布到 Hub：先查看卡片和文件。</translation>
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
    <name>RowsModel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Sound to</source>
        <translation>可靠到</translation>
    </message>
    <message>
        <source>Skill</source>
        <translation>本领</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
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
        <source>{done} of {total} tokens</source>
        <translation>{done} / {total} 词元</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} 词元/秒</translation>
    </message>
    <message>
        <source>{done} of {total} settings</source>
        <translation>{total} 组设置中的 {done} 组</translation>
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
    <message>
        <source>no data for {seconds} s</source>
        <translation>已 {seconds} 秒没有数据</translation>
    </message>
    <message>
        <source>trying again in {seconds} s</source>
        <translation>{seconds} 秒后重试</translation>
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
    <name>SettingsPage</name>
    <message>
        <source>Choose the Python to compute with</source>
        <translation>选择用于计算的 Python</translation>
    </message>
    <message>
        <source>Use this program&apos;s own</source>
        <translation>使用本程序自带的</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Tell through the desktop when a job ends and the window is not in front</source>
        <translation>任务结束而窗口不在前台时，通过桌面通知</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
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
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Applies when Graftwork is opened the next time.</source>
        <translation>下次打开 Graftwork 时生效。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>this program&apos;s own</source>
        <translation>本程序自带的</translation>
    </message>
    <message>
        <source>Jobs run in processes of their own. To compute on a GPU, name a Python whose torch can do so.</source>
        <translation>任务在单独的进程中运行。要在 GPU 上计算，请指定其 torch 支持 GPU 的 Python。</translation>
    </message>
    <message>
        <source>Python of the engine</source>
        <translation>引擎使用的 Python</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Applies at once. Every job needs memory of its own; the others wait in the queue.</source>
        <translation>立即生效。每个任务都需要自己的内存；其余任务在队列中等待。</translation>
    </message>
    <message>
        <source>Jobs at the same time</source>
        <translation>同时运行的任务数</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folders of the library</source>
        <translation>模型库的文件夹</translation>
    </message>
    <message>
        <source>New results</source>
        <translation>新的结果</translation>
    </message>
    <message>
        <source>Job history</source>
        <translation>任务历史</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Show the folder of: {what}</source>
        <translation>显示所在文件夹：{what}</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>本程序</translation>
    </message>
    <message>
        <source>Graftwork {version}, under the Apache License 2.0</source>
        <translation>Graftwork {version}，采用 Apache License 2.0 许可</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>尚未检查。</translation>
    </message>
    <message>
        <source>The language changes when Graftwork is opened the next time.</source>
        <translation>语言将在下次打开 Graftwork 时改变。</translation>
    </message>
    <message>
        <source>Starting {python}…</source>
        <translation>正在启动 {python}…</translation>
    </message>
    <message>
        <source>Used from the next job on.</source>
        <translation>从下一个任务起使用。</translation>
    </message>
    <message>
        <source>The engine stays what it was.</source>
        <translation>引擎保持不变。</translation>
    </message>
    <message>
        <source>Choose a folder with models or adapters</source>
        <translation>选择存放模型或适配器的文件夹</translation>
    </message>
    <message>
        <source>No program to show {folder} was found.</source>
        <translation>没有找到可以显示 {folder} 的程序。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {file}.</source>
        <translation>无法把设置保存到 {file}。</translation>
    </message>
    <message>
        <source>They apply until Graftwork is closed.</source>
        <translation>它们在 Graftwork 关闭前有效。</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>What to check</source>
        <translation>检查什么</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose or drop the model to check.</source>
        <translation>选择或拖入要检查的模型。</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Optional: a LoRA, applied on the fly.</source>
        <translation>可选：即时应用的 LoRA。</translation>
    </message>
    <message>
        <source>With an adapter</source>
        <translation>搭配适配器</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>与之比较</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Optional: the model before the graft.</source>
        <translation>可选：嫁接之前的模型。</translation>
    </message>
    <message>
        <source>Target, as it was</source>
        <translation>原来的目标模型</translation>
    </message>
    <message>
        <source>Long model</source>
        <translation>长上下文模型</translation>
    </message>
    <message>
        <source>Optional: where the ability is from.</source>
        <translation>可选：能力的来源模型。</translation>
    </message>
    <message>
        <source>Also without the adapter</source>
        <translation>也检查不带适配器的情况</translation>
    </message>
    <message>
        <source>Asks the model without the adapter, too, and with its context settings only.</source>
        <translation>也对不带适配器、以及只带其上下文设置的模型提问。</translation>
    </message>
    <message>
        <source>Skill to keep</source>
        <translation>要保住的本领</translation>
    </message>
    <message>
        <source>Prompts and answers (*.jsonl)</source>
        <translation>提示与答案 (*.jsonl)</translation>
    </message>
    <message>
        <source>JSON lines, each with a prompt and what its reply contains.</source>
        <translation>JSON 行文件，每行是一个提示及其回答应包含的内容。</translation>
    </message>
    <message>
        <source>Where and how long</source>
        <translation>在哪里、多长</translation>
    </message>
    <message>
        <source>What runs the model</source>
        <translation>由什么运行模型</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>the model&apos;s name there</source>
        <translation>模型在服务器上的名称</translation>
    </message>
    <message>
        <source>Name of the model on the server</source>
        <translation>模型在服务器上的名称</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Language of text and questions</source>
        <translation>文本与问题的语言</translation>
    </message>
    <message>
        <source>Built-in text</source>
        <translation>内置文本</translation>
    </message>
    <message>
        <source>My own text files</source>
        <translation>我自己的文本文件</translation>
    </message>
    <message>
        <source>My own description (YAML)</source>
        <translation>我自己的描述文件 (YAML)</translation>
    </message>
    <message>
        <source>Haystack</source>
        <translation>草堆</translation>
    </message>
    <message>
        <source>Text files</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md)</source>
        <translation>文本 (*.txt *.md)</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述文件</translation>
    </message>
    <message>
        <source>Descriptions (*.yaml *.yml)</source>
        <translation>描述文件 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>As the preset says</source>
        <translation>由预设决定</translation>
    </message>
    <message>
        <source>T1 · one fact, a key and a value</source>
        <translation>T1 · 一个事实：键与值</translation>
    </message>
    <message>
        <source>T2 · keys that are nearly alike</source>
        <translation>T2 · 几乎相同的键</translation>
    </message>
    <message>
        <source>T3 · several values or questions</source>
        <translation>T3 · 多个值或多个问题</translation>
    </message>
    <message>
        <source>T4 · facts in the text&apos;s own style</source>
        <translation>T4 · 与文本同样风格的事实</translation>
    </message>
    <message>
        <source>T5 · paraphrased</source>
        <translation>T5 · 换个说法</translation>
    </message>
    <message>
        <source>T6 · two hops</source>
        <translation>T6 · 两步推理</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>难度</translation>
    </message>
    <message>
        <source>Quick: one growing text</source>
        <translation>快速：一篇不断增长的文本</translation>
    </message>
    <message>
        <source>Standard: confirmed, three texts</source>
        <translation>标准：三篇文本并加以确认</translation>
    </message>
    <message>
        <source>Gradient: the published grid</source>
        <translation>Gradient：已发表的网格</translation>
    </message>
    <message>
        <source>Classic: one needle in each text</source>
        <translation>经典：每篇文本一根针</translation>
    </message>
    <message>
        <source>Custom…</source>
        <translation>自定义…</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Replace the output folder if it exists</source>
        <translation>若输出文件夹已存在则替换</translation>
    </message>
    <message>
        <source>Only another check&apos;s results, and only when this one begins.</source>
        <translation>仅限另一次检查的结果，并且只在本次检查开始时。</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
</context>
<context>
    <name>Slot</name>
    <message>
        <source>To fetch</source>
        <translation>需获取</translation>
    </message>
    <message>
        <source>nothing: it is in the cache</source>
        <translation>无需获取：已在缓存中</translation>
    </message>
    <message>
        <source>{missing} of {all}</source>
        <translation>{missing}（共 {all}）</translation>
    </message>
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
        <source>{link} is neither on this computer nor a model on the Hub.</source>
        <translation>{link} 既不在本机上，也不是 Hub 上的模型。</translation>
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
    <name>SpectrumModel</name>
    <message>
        <source>Module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Effective rank</source>
        <translation>有效秩</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
</context>
<context>
    <name>SpectrumTab</name>
    <message>
        <source>Modules and their effective ranks</source>
        <translation>模块及其有效秩</translation>
    </message>
    <message>
        <source>Singular values of the chosen module</source>
        <translation>所选模块的奇异值</translation>
    </message>
    <message>
        <source>number of the singular value</source>
        <translation>奇异值序号</translation>
    </message>
    <message>
        <source>value {number}: {value}, {part} % of the largest; the first {number} hold {share} %</source>
        <translation>第 {number} 个：{value}，为最大值的 {part} %；前 {number} 个占 {share} %</translation>
    </message>
    <message>
        <source>Singular value</source>
        <translation>奇异值</translation>
    </message>
    <message>
        <source>Energy so far</source>
        <translation>累计能量</translation>
    </message>
</context>
<context>
    <name>StatisticsPanel</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>mean {mean} · deviation {deviation} · from {least} to {most}</source>
        <translation>均值 {mean} · 标准差 {deviation} · 从 {least} 到 {most}</translation>
    </message>
    <message>
        <source>{count} values, {zeros} of them zero</source>
        <translation>{count} 个数值，其中 {zeros} 个为零</translation>
    </message>
    <message>
        <source>{count} values are NaN or infinite</source>
        <translation>{count} 个数值为 NaN 或无穷大</translation>
    </message>
    <message>
        <source>Histogram of {name}</source>
        <translation>{name} 的直方图</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>No job runs</source>
        <translation>没有任务在运行</translation>
    </message>
    <message>
        <source>Memory: {free} free</source>
        <translation>内存：可用 {free}</translation>
    </message>
    <message>
        <source>GPU: {free} of {total} free</source>
        <translation>GPU：可用 {free} / {total}</translation>
    </message>
    <message>
        <source>Disk: {free} free</source>
        <translation>磁盘：可用 {free}</translation>
    </message>
    <message>
        <source>{count} jobs run</source>
        <translation>有 {count} 个任务在运行</translation>
    </message>
    <message>
        <source>A job runs</source>
        <translation>有任务在运行</translation>
    </message>
    <message>
        <source>{running}, {count} in the queue</source>
        <translation>{running}，队列中有 {count} 个</translation>
    </message>
    <message>
        <source>A job runs, {percent} %</source>
        <translation>有任务在运行，{percent} %</translation>
    </message>
</context>
<context>
    <name>SweepModel</name>
    <message>
        <source>best compromise</source>
        <translation>最佳折中</translation>
    </message>
    <message>
        <source>sound, skill kept</source>
        <translation>可靠，本领保住</translation>
    </message>
    <message>
        <source>skill lost</source>
        <translation>本领丢失</translation>
    </message>
    <message>
        <source>not sound</source>
        <translation>不可靠</translation>
    </message>
</context>
<context>
    <name>SweepTab</name>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The model that is to receive the ability.</source>
        <translation>要获得该能力的模型。</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>The LoRA that holds the ability.</source>
        <translation>含有该能力的 LoRA。</translation>
    </message>
    <message>
        <source>its own, and half of it, …</source>
        <translation>它自身的秩，及其一半…</translation>
    </message>
    <message>
        <source>Own descriptions</source>
        <translation>自己的描述文件</translation>
    </message>
    <message>
        <source>Descriptions (*.yaml *.yml)</source>
        <translation>描述文件 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Skill to keep</source>
        <translation>要保住的本领</translation>
    </message>
    <message>
        <source>Prompts and answers (*.jsonl)</source>
        <translation>提示与答案 (*.jsonl)</translation>
    </message>
    <message>
        <source>An adapter that was made by SVD can be cut to any lower rank, exactly.</source>
        <translation>由 SVD 得到的适配器可以精确地截断到任何更低的秩。</translation>
    </message>
    <message>
        <source>Without it, a short text in the target&apos;s language is the guard.</source>
        <translation>没有它时，用目标语言的短文本来把关。</translation>
    </message>
    <message>
        <source>What to try</source>
        <translation>尝试哪些设置</translation>
    </message>
    <message>
        <source>Start the sweep</source>
        <translation>开始扫描</translation>
    </message>
    <message>
        <source>Settings by rank and weight</source>
        <translation>按秩和权重排列的设置</translation>
    </message>
    <message>
        <source>Long context against the skill that was kept</source>
        <translation>长上下文与保住的本领</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>使用这些设置</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>worst rate by weight →   modules and rank ↓</source>
        <translation>最差命中率：权重 →   模块与秩 ↓</translation>
    </message>
    <message>
        <source>skill kept ↑</source>
        <translation>保住的本领 ↑</translation>
    </message>
    <message>
        <source>effective context in tokens</source>
        <translation>有效上下文（词元）</translation>
    </message>
</context>
<context>
    <name>TensorsModel</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>TensorsTab</name>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Filter by name, type or file</source>
        <translation>按名称、类型或文件筛选</translation>
    </message>
    <message>
        <source>Filter the tensors</source>
        <translation>筛选张量</translation>
    </message>
    <message>
        <source>Show values</source>
        <translation>显示数值</translation>
    </message>
    <message>
        <source>Read the chosen tensor: mean, spread, extremes and a histogram (Enter)</source>
        <translation>读取所选张量：均值、离散程度、极值和直方图（回车）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} / {total}</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>ThetaTable</name>
    <message>
        <source>RoPE theta for {count} tokens</source>
        <translation>{count} 个词元所需的 RoPE theta</translation>
    </message>
    <message>
        <source>reach {count}</source>
        <translation>有效距离{count}</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>估计值</translation>
    </message>
    <message>
        <source>copied, not guessed</source>
        <translation>照搬，并非估计</translation>
    </message>
    <message>
        <source>The long model&apos;s</source>
        <translation>长上下文模型的</translation>
    </message>
    <message>
        <source>Period law</source>
        <translation>周期律</translation>
    </message>
    <message>
        <source>NTK-aware</source>
        <translation>NTK 感知</translation>
    </message>
</context>
<context>
    <name>TokenField</name>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Check and keep</source>
        <translation>检查并保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The Hub&apos;s page Settings → Access Tokens makes one; to publish it must be allowed to write. It is kept where Hugging Face&apos;s own tools keep theirs, once the Hub has accepted it.</source>
        <translation>可在 Hub 的 Settings → Access Tokens 页面创建；要发布模型须有写权限。Hub 接受后，它会与 Hugging Face 自家工具的令牌存放在同一处。</translation>
    </message>
</context>
<context>
    <name>UploadDialog</name>
    <message>
        <source>Publish on the Hub</source>
        <translation>发布到 Hub</translation>
    </message>
    <message>
        <source>Publish {name}</source>
        <translation>发布 {name}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nobody is logged in at {host}.</source>
        <translation>尚未登录 {host}。</translation>
    </message>
    <message>
        <source>{name} at {host}</source>
        <translation>{name}（{host}）</translation>
    </message>
    <message>
        <source>As what it was made from</source>
        <translation>与来源模型相同</translation>
    </message>
    <message>
        <source>As what it was made from: {licence}</source>
        <translation>与来源模型相同：{licence}</translation>
    </message>
    <message>
        <source>Choose the folder of a finished check</source>
        <translation>选择已完成检查的文件夹</translation>
    </message>
    <message>
        <source>You edited it: its licence and names stay as they are written here.</source>
        <translation>您已编辑：其中的许可证和名称将保持此处所写的内容。</translation>
    </message>
    <message>
        <source>The name is free.</source>
        <translation>该名称可用。</translation>
    </message>
    <message>
        <source>It was made by an earlier attempt, which goes on.</source>
        <translation>由之前的一次尝试创建，将继续进行。</translation>
    </message>
    <message>
        <source>It exists already, and only its owner sees it.</source>
        <translation>已存在，仅所有者可见。</translation>
    </message>
    <message>
        <source>It exists already, and everybody sees it.</source>
        <translation>已存在，所有人可见。</translation>
    </message>
    <message>
        <source>The name is taken.</source>
        <translation>该名称已被占用。</translation>
    </message>
    <message>
        <source>Asking whether the name is free…</source>
        <translation>正在查询名称是否可用…</translation>
    </message>
    <message>
        <source>A name has letters, digits and - _ . only, and no spaces.</source>
        <translation>名称只能包含字母、数字和 - _ .，不能有空格。</translation>
    </message>
    <message>
        <source>Asking the Hub who you are…</source>
        <translation>正在向 Hub 查询您的身份…</translation>
    </message>
    <message>
        <source>The token of {name} may only read: log in with one that may write.</source>
        <translation>{name} 的令牌只有读取权限：请用有写权限的令牌登录。</translation>
    </message>
    <message>
        <source>Give the repository a name.</source>
        <translation>请为仓库命名。</translation>
    </message>
    <message>
        <source>Choose another name: {name} is taken.</source>
        <translation>请另选名称：{name} 已被占用。</translation>
    </message>
    <message>
        <source>{name} exists already: choose another name, or tick that it is to be added to.</source>
        <translation>{name} 已存在：请另选名称，或勾选加入该仓库。</translation>
    </message>
    <message>
        <source>{name} is public: choose another name, or publish for everybody.</source>
        <translation>{name} 是公开的：请另选名称，或选择对所有人公开。</translation>
    </message>
    <message>
        <source>Looking through the files…</source>
        <translation>正在检查文件…</translation>
    </message>
    <message>
        <source>Sends {count} files, {size}, to {name}. Everybody will see them.</source>
        <translation>将 {count} 个文件（{size}）发送到 {name}。所有人可见。</translation>
    </message>
    <message>
        <source>Sends {count} files, {size}, to {name}. Only its owner will see them.</source>
        <translation>将 {count} 个文件（{size}）发送到 {name}。仅所有者可见。</translation>
    </message>
</context>
<context>
    <name>UploadLayout</name>
    <message>
        <source>Log in in the settings</source>
        <translation>到设置中登录</translation>
    </message>
    <message>
        <source>Owner of the repository</source>
        <translation>仓库所有者</translation>
    </message>
    <message>
        <source>Name of the repository</source>
        <translation>仓库名称</translation>
    </message>
    <message>
        <source>Add to it; its older weights are replaced</source>
        <translation>加入该仓库；其中旧的权重会被替换</translation>
    </message>
    <message>
        <source>Who sees it</source>
        <translation>可见范围</translation>
    </message>
    <message>
        <source>Only its owner</source>
        <translation>仅所有者</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Choose the folder of a check</source>
        <translation>选择检查结果的文件夹</translation>
    </message>
    <message>
        <source>Check in the card</source>
        <translation>卡片中的检查</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>Goes on within a file (LFS)</source>
        <translation>可在文件内续传（LFS）</translation>
    </message>
    <message>
        <source>Sends only what the Hub lacks (Xet)</source>
        <translation>只发送 Hub 缺少的部分（Xet）</translation>
    </message>
    <message>
        <source>Model card, as text</source>
        <translation>模型卡片（文本）</translation>
    </message>
    <message>
        <source>Make it again</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Map of the check</source>
        <translation>检查的热图</translation>
    </message>
    <message>
        <source>Files that are sent</source>
        <translation>将发送的文件</translation>
    </message>
    <message>
        <source>What is published</source>
        <translation>发布内容</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Progress of the upload</source>
        <translation>上传进度</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Show on the Hub page</source>
        <translation>在 Hub 页面显示</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制网址</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>UploadRun</name>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>{name} is published, every file compared. Only its owner sees it.</source>
        <translation>{name} 已发布，每个文件都已核对。仅所有者可见。</translation>
    </message>
    <message>
        <source>{name} is published, every file compared. Everybody sees it.</source>
        <translation>{name} 已发布，每个文件都已核对。所有人可见。</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制网址</translation>
    </message>
    <message>
        <source>Nothing of it can be seen on the Hub; what has arrived is not sent again.</source>
        <translation>Hub 上看不到任何内容；已送达的部分不会重新发送。</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>It was interrupted.</source>
        <translation>已中断。</translation>
    </message>
    <message>
        <source>No program to show pages was found.</source>
        <translation>未找到可打开网页的程序。</translation>
    </message>
    <message>
        <source>Copy the address and open it yourself.</source>
        <translation>请复制网址自行打开。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Uploads</name>
    <message>
        <source>{name} is published, every file compared.</source>
        <translation>{name} 已发布，每个文件都已核对。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制网址</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Effective context</source>
        <translation>有效上下文</translation>
    </message>
</context>
<context>
    <name>WeightField</name>
    <message>
        <source>How strongly the ability goes in: 1 as learned, less is gentler, below 0 takes it out.</source>
        <translation>能力加入的强度：1 为原样，更小更温和，小于 0 则去除该能力。</translation>
    </message>
    <message>
        <source>{name}, in percent</source>
        <translation>{name}（百分比）</translation>
    </message>
</context>
<context>
    <name>WrittenModel</name>
    <message>
        <source>unchanged</source>
        <translation>未改动</translation>
    </message>
    <message>
        <source>nothing survives</source>
        <translation>完全消失</translation>
    </message>
    <message>
        <source>norm {norm}</source>
        <translation>范数 {norm}</translation>
    </message>
    <message>
        <source>{count} tensors</source>
        <translation>{count} 个张量</translation>
    </message>
    <message>
        <source>{share} of the merge&apos;s energy</source>
        <translation>占合并能量的 {share}</translation>
    </message>
    <message>
        <source>norm of the change {norm}</source>
        <translation>改动的范数 {norm}</translation>
    </message>
    <message>
        <source>{share} of it survives rounding</source>
        <translation>舍入后保留 {share}</translation>
    </message>
    <message>
        <source>whole layer</source>
        <translation>整层</translation>
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
    <name>WrittenPanel</name>
    <message>
        <source>What was done to layers and modules</source>
        <translation>各层和各模块的改动</translation>
    </message>
    <message>
        <source>Figure in the cells</source>
        <translation>单元格中的数值</translation>
    </message>
    <message>
        <source>What survives</source>
        <translation>保留程度</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>What was written</source>
        <translation>写入的内容</translation>
    </message>
    <message>
        <source>{count} tensors were changed. {share} of the change is left after rounding to the type of the weights.</source>
        <translation>改动了 {count} 个张量。舍入到权重类型后保留了改动的 {share}。</translation>
    </message>
    <message>
        <source>Point at a cell, or walk the grid with the arrow keys.</source>
        <translation>指向一个单元格，或用方向键在表格中移动。</translation>
    </message>
</context>
<context>
    <name>amounts</name>
    <message>
        <source>1 byte</source>
        <translation>1 字节</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} 字节</translation>
    </message>
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
    <name>answers</name>
    <message>
        <source>void</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>named a value</source>
        <translation>说出了某个值</translation>
    </message>
    <message>
        <source>rightly not found</source>
        <translation>正确地没有找到</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>遗漏</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>应为</translation>
    </message>
    <message>
        <source>void because</source>
        <translation>无效原因</translation>
    </message>
    <message>
        <source>came</source>
        <translation>得到</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>log-probability</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>领先</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message>
        <source>RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}: the predicted reach is {reach} tokens instead of {wanted_reach}.</source>
        <translation>RoPE theta 为 {theta}，而能力来源模型使用 {wanted_theta}：预计有效距离为{reach} 个词元，而不是{wanted_reach}。</translation>
    </message>
    <message>
        <source>Take over the context settings of the model that the ability comes from.</source>
        <translation>请采用能力来源模型的上下文设置。</translation>
    </message>
    <message>
        <source>RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}.</source>
        <translation>RoPE theta 为 {theta}，而能力来源模型使用 {wanted_theta}。</translation>
    </message>
    <message>
        <source>RoPE scaling is {scaling}, but the model that the ability comes from uses {wanted_scaling}.</source>
        <translation>RoPE 缩放为 {scaling}，而能力来源模型使用 {wanted_scaling}。</translation>
    </message>
    <message>
        <source>The window is {window} tokens, but the model that the ability comes from has {wanted_window}: vLLM and llama.cpp stop there.</source>
        <translation>窗口为 {window} 个词元，而能力来源模型有 {wanted_window}：vLLM 和 llama.cpp 会止步于此。</translation>
    </message>
    <message>
        <source>Raise max_position_embeddings.</source>
        <translation>请调大 max_position_embeddings。</translation>
    </message>
    <message>
        <source>rope_parameters says theta {new_theta} and scaling {new_scaling}, rope_theta and rope_scaling say theta {old_theta} and scaling {old_scaling}: transformers 5 takes the former, older readers the latter.</source>
        <translation>rope_parameters 写的是 theta {new_theta}、缩放 {new_scaling}，rope_theta 和 rope_scaling 写的是 theta {old_theta}、缩放 {old_scaling}：transformers 5 采用前者，较早的程序采用后者。</translation>
    </message>
    <message>
        <source>Write the right settings in both spellings.</source>
        <translation>请用两种写法写入正确的设置。</translation>
    </message>
    <message>
        <source>rope_scaling takes the place of rope_parameters for every reader, so theta is {old_theta} with scaling {old_scaling}, and not theta {new_theta} with scaling {new_scaling}.</source>
        <translation>rope_scaling 对所有程序都会取代 rope_parameters，因此 theta 是 {old_theta}、缩放是 {old_scaling}，而不是 theta {new_theta}、缩放 {new_scaling}。</translation>
    </message>
    <message>
        <source>Theta {theta} stands in rope_parameters only: readers made before transformers 5 take theta {old_theta} and no scaling.</source>
        <translation>theta {theta} 只写在 rope_parameters 中：transformers 5 之前的程序会采用 theta {old_theta} 且不缩放。</translation>
    </message>
    <message>
        <source>Write rope_theta and rope_scaling too.</source>
        <translation>请同时写入 rope_theta 和 rope_scaling。</translation>
    </message>
    <message>
        <source>config.json names no RoPE theta, so {theta} is taken.</source>
        <translation>config.json 没有写 RoPE theta，因此采用 {theta}。</translation>
    </message>
    <message>
        <source>Compare it with the config.json of the model it was made from.</source>
        <translation>请与它所源自的模型的 config.json 对照。</translation>
    </message>
    <message>
        <source>config.json names no RoPE theta, so {theta} is taken, which is hardly meant for a window of {window} tokens.</source>
        <translation>config.json 没有写 RoPE theta，因此采用 {theta}，而这不太可能适合 {window} 个词元的窗口。</translation>
    </message>
    <message>
        <source>The RoPE settings cannot be used as they are: {problem}</source>
        <translation>RoPE 设置无法照原样使用：{problem}</translation>
    </message>
    <message>
        <source>Compare config.json with the one of the model&apos;s repository.</source>
        <translation>请与该模型仓库中的 config.json 对照。</translation>
    </message>
    <message>
        <source>RoPE scaling {scaling} lacks original_max_position_embeddings: transformers 5 takes the window of {window} tokens for it, others something else.</source>
        <translation>RoPE 缩放 {scaling} 缺少 original_max_position_embeddings：transformers 5 以 {window} 个词元的窗口代替，其他程序则各不相同。</translation>
    </message>
    <message>
        <source>Write down the length that the model had before its context was extended.</source>
        <translation>请写入模型在扩展上下文之前的长度。</translation>
    </message>
    <message>
        <source>The predicted reach is {reach} tokens, and the window is {window}.</source>
        <translation>预计有效距离为{reach} 个词元，窗口为 {window}。</translation>
    </message>
    <message>
        <source>It is a rule of thumb: check how far the model really finds what was said.</source>
        <translation>这只是经验法则：请检查模型实际能找到多远。</translation>
    </message>
    <message>
        <source>The predicted reach is {reach} tokens, far below the window of {window}: theta {theta} does not belong to such a window.</source>
        <translation>预计有效距离为{reach} 个词元，远小于 {window} 的窗口：theta {theta} 不适合这样的窗口。</translation>
    </message>
    <message>
        <source>Take theta from the model that has the long context, or make the window smaller.</source>
        <translation>请采用长上下文模型的 theta，或缩小窗口。</translation>
    </message>
    <message>
        <source>The predicted reach is {reach} tokens, and {length} are wanted.</source>
        <translation>预计有效距离为{reach} 个词元，而需要 {length}。</translation>
    </message>
    <message>
        <source>{length} tokens are wanted, and the window is {window}.</source>
        <translation>需要 {length} 个词元，而窗口为 {window}。</translation>
    </message>
    <message>
        <source>Graft the context of a model that has it; a larger number alone does not make the model read further.</source>
        <translation>请嫁接长上下文模型的上下文；仅仅调大数字并不能让模型读得更远。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s limit (model_max_length) is {limit} tokens, and the window is {window}: longer texts are warned about, and cut by some programs.</source>
        <translation>分词器的上限（model_max_length）为 {limit} 个词元，而窗口为 {window}：更长的文本会引发警告，有些程序会将其截断。</translation>
    </message>
    <message>
        <source>Raise the limit to the window.</source>
        <translation>请把上限提高到窗口大小。</translation>
    </message>
    <message>
        <source>generation_config.json ends prompt and answer at {limit} tokens (max_length), and the window is {window}.</source>
        <translation>generation_config.json 把提示和回答限制在 {limit} 个词元（max_length），而窗口为 {window}。</translation>
    </message>
    <message>
        <source>Every layer sees only the last {sliding} of up to {window} tokens.</source>
        <translation>每一层只能看到最多 {window} 个词元中的最后 {sliding} 个。</translation>
    </message>
    <message>
        <source>What lies further back is passed on from layer to layer at best.</source>
        <translation>更早的内容至多只能逐层传递。</translation>
    </message>
    <message>
        <source>Some layers see only the last {sliding} of up to {window} tokens.</source>
        <translation>有些层只能看到最多 {window} 个词元中的最后 {sliding} 个。</translation>
    </message>
    <message>
        <source>Nothing has to be done: such a model is checked the exact, slower way.</source>
        <translation>无需处理：这样的模型会用精确但较慢的方式检查。</translation>
    </message>
    <message>
        <source>{key} is {value}, but the model that the ability comes from has {wanted_value}.</source>
        <translation>{key} 为 {value}，而能力来源模型为 {wanted_value}。</translation>
    </message>
    <message>
        <source>Find out which of the two the weights were trained with.</source>
        <translation>请弄清权重是用哪一个训练的。</translation>
    </message>
    <message>
        <source>RoPE scaling {scaling} chooses its frequencies by the length of what is read at once: a prompt in pieces, or a reused prefix, gives other results than the whole prompt.</source>
        <translation>RoPE 缩放 {scaling} 按一次读入的长度选择频率：分段输入或复用前缀，与完整输入的结果不同。</translation>
    </message>
    <message>
        <source>generation_config.json cannot be read: {problem}</source>
        <translation>无法读取 generation_config.json：{problem}</translation>
    </message>
    <message>
        <source>Take it again from the model&apos;s repository.</source>
        <translation>请从模型仓库重新获取。</translation>
    </message>
    <message>
        <source>What graftwork.json says about the context cannot be read: {problem}</source>
        <translation>无法读取 graftwork.json 中关于上下文的内容：{problem}</translation>
    </message>
    <message>
        <source>Merge again, or name the donor.</source>
        <translation>请重新合并，或指定供体。</translation>
    </message>
    <message>
        <source>Use theta {theta}, scaling {scaling} and a window of {window} tokens, in both spellings</source>
        <translation>用两种写法写入 theta {theta}、缩放 {scaling} 和 {window} 个词元的窗口</translation>
    </message>
    <message>
        <source>Write theta {theta} and scaling {scaling} in both spellings</source>
        <translation>用两种写法写入 theta {theta} 和缩放 {scaling}</translation>
    </message>
    <message>
        <source>Set max_position_embeddings to {window}</source>
        <translation>将 max_position_embeddings 设为 {window}</translation>
    </message>
    <message>
        <source>Set original_max_position_embeddings to {original}</source>
        <translation>将 original_max_position_embeddings 设为 {original}</translation>
    </message>
    <message>
        <source>Set model_max_length to {limit}</source>
        <translation>将 model_max_length 设为 {limit}</translation>
    </message>
    <message>
        <source>Set max_length to {limit}</source>
        <translation>将 max_length 设为 {limit}</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>about {number}</source>
        <translation>约 {number}</translation>
    </message>
</context>
<context>
    <name>check plan</name>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>{questions} questions at {lengths} lengths up to {longest} tokens.</source>
        <translation>{questions} 个问题，{lengths} 个长度，最长 {longest} 个词元。</translation>
    </message>
    <message>
        <source>About {time}.</source>
        <translation>约需 {time}。</translation>
    </message>
    <message>
        <source>There are results in that folder: the same check goes on there.</source>
        <translation>该文件夹中已有结果：同样的检查会在那里继续。</translation>
    </message>
    <message>
        <source>It waits until the running job has ended.</source>
        <translation>它会等正在运行的任务结束。</translation>
    </message>
</context>
<context>
    <name>cleaning</name>
    <message>
        <source>No broken download has left anything.</source>
        <translation>没有中断的下载留下任何内容。</translation>
    </message>
    <message>
        <source>Broken downloads and looks left {size} in {count} files.</source>
        <translation>中断的下载和查看留下了 {count} 个文件，共 {size}。</translation>
    </message>
    <message>
        <source>A paused download that is resumed goes on with what is there; without it, it begins anew.</source>
        <translation>已暂停的下载会在此基础上继续；删除后将从头开始。</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>{size} were freed.</source>
        <translation>已释放 {size}。</translation>
    </message>
</context>
<context>
    <name>curves</name>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>{nearest} to {farthest} tokens from the question</source>
        <translation>距离问题 {nearest} 至 {farthest} 个词元</translation>
    </message>
    <message>
        <source>depth {depth}</source>
        <translation>深度 {depth}</translation>
    </message>
    <message>
        <source>{hits} of {n} found, 95 % interval {low} to {high}</source>
        <translation>{n} 个中找到 {hits} 个，95 % 区间 {low} 至 {high}</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>length of the text in tokens</source>
        <translation>文本长度（词元）</translation>
    </message>
    <message>
        <source>tokens from the fact to the question</source>
        <translation>事实到问题的距离（词元）</translation>
    </message>
    <message>
        <source>depth of the fact in the text</source>
        <translation>事实在文本中的深度</translation>
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
    <name>diff</name>
    <message>
        <source>No difference so far.</source>
        <translation>目前没有差异。</translation>
    </message>
    <message>
        <source>{donor} and {base} are equal.</source>
        <translation>{donor} 与 {base} 完全相同。</translation>
    </message>
    <message>
        <source>{donor} differs from {base} by {share} of the weights&apos; norm: {changed} of {all} tensors changed.</source>
        <translation>{donor} 与 {base} 相差权重范数的 {share}：{all} 个张量中有 {changed} 个改动。</translation>
    </message>
    <message>
        <source>So far {donor} differs from {base} by {share} of the weights&apos; norm.</source>
        <translation>目前 {donor} 与 {base} 相差权重范数的 {share}。</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>embeddings and head</source>
        <translation>嵌入与输出头</translation>
    </message>
    <message>
        <source>norms and biases</source>
        <translation>归一化与偏置</translation>
    </message>
    <message>
        <source>other parts</source>
        <translation>其他部分</translation>
    </message>
    <message>
        <source>Where it lies: {families}.</source>
        <translation>差异分布：{families}。</translation>
    </message>
    <message>
        <source>Most changed for its size: {tensor}, by {share}.</source>
        <translation>相对改动最大的是 {tensor}：{share}。</translation>
    </message>
    <message>
        <source>{share} of the difference is only rounding.</source>
        <translation>差异中有 {share} 只是舍入误差。</translation>
    </message>
    <message>
        <source>That is much: a low rank leaves most of it out.</source>
        <translation>这个比例很高：低秩会略去其中大部分。</translation>
    </message>
</context>
<context>
    <name>drops</name>
    <message>
        <source>{path} is not there.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>Drop the folder that the model lies in, or a .safetensors file.</source>
        <translation>请拖入模型所在的文件夹，或一个 .safetensors 文件。</translation>
    </message>
    <message>
        <source>{name} is a pickle, which could run anything; Graftwork reads safetensors only.</source>
        <translation>{name} 是 pickle 文件，可能执行任意代码；Graftwork 只读取 safetensors。</translation>
    </message>
    <message>
        <source>{name} is neither a folder nor a .safetensors file.</source>
        <translation>{name} 既不是文件夹，也不是 .safetensors 文件。</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>It runs Graftwork {other}, which this window (Graftwork {own}) cannot talk to.</source>
        <translation>它运行的是 Graftwork {other}，本窗口（Graftwork {own}）无法与之通信。</translation>
    </message>
    <message>
        <source>Python {python} answers, but has no torch: nothing can be computed there.</source>
        <translation>Python {python} 有响应，但没有 torch：无法在那里计算。</translation>
    </message>
    <message>
        <source>Python {python}, torch {torch}, device {device}.</source>
        <translation>Python {python}，torch {torch}，设备 {device}。</translation>
    </message>
    <message>
        <source>It runs Graftwork {other}; this window is Graftwork {own}.</source>
        <translation>它运行的是 Graftwork {other}；本窗口是 Graftwork {own}。</translation>
    </message>
</context>
<context>
    <name>fit</name>
    <message>
        <source>Base and donor are different files.</source>
        <translation>基座和供体是不同的文件。</translation>
    </message>
    <message>
        <source>All have the same architecture.</source>
        <translation>架构全部相同。</translation>
    </message>
    <message>
        <source>All have the same tensors.</source>
        <translation>张量全部相同。</translation>
    </message>
    <message>
        <source>Every tensor has the same shape.</source>
        <translation>每个张量的形状都相同。</translation>
    </message>
    <message>
        <source>All have rows for the same number of tokens.</source>
        <translation>词元行数全部相同。</translation>
    </message>
    <message>
        <source>All have the same tokens.</source>
        <translation>词元全部相同。</translation>
    </message>
    <message>
        <source>Embedding and head are tied in all or in none.</source>
        <translation>嵌入与输出头要么全部共享，要么全部不共享。</translation>
    </message>
    <message>
        <source>All are stored in the same type.</source>
        <translation>全部以相同的类型存储。</translation>
    </message>
    <message>
        <source>Norms, activation and attention are set alike.</source>
        <translation>归一化、激活函数和注意力的设置相同。</translation>
    </message>
    <message>
        <source>The adapter&apos;s base and the target are relatives (cosine {cosine}).</source>
        <translation>适配器的基座与目标同源（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The adapter&apos;s base and the target are only distantly related (cosine {cosine}).</source>
        <translation>适配器的基座与目标只是远亲（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The target was not trained from the adapter&apos;s base: their weights are unrelated (cosine {cosine}).</source>
        <translation>目标不是从适配器的基座训练而来：两者的权重没有关系（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>Base and {role} are relatives (cosine {cosine}).</source>
        <translation>基座与{role}同源（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The weights of base and {role} are only distantly related (cosine {cosine}).</source>
        <translation>基座与{role}的权重只是远亲（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The {role} was not trained from this base: their weights are unrelated (cosine {cosine}).</source>
        <translation>{role}不是从这个基座训练而来：两者的权重没有关系（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>Base and {role} have no weights in common that could be compared.</source>
        <translation>基座与{role}没有可以比较的共同权重。</translation>
    </message>
    <message>
        <source>The donor has the base&apos;s context settings.</source>
        <translation>供体的上下文设置与基座相同。</translation>
    </message>
    <message>
        <source>The donor&apos;s context settings travel with the graft: {context}.</source>
        <translation>供体的上下文设置随嫁接一起带走：{context}。</translation>
    </message>
    <message>
        <source>The target has context settings of its own ({context}), which the donor&apos;s would replace.</source>
        <translation>目标有自己的上下文设置（{context}），会被供体的设置取代。</translation>
    </message>
    <message>
        <source>Keep the target&apos;s with --context keep if the graft is not about context length.</source>
        <translation>如果这次嫁接与上下文长度无关，请用 --context keep 保留目标的设置。</translation>
    </message>
    <message>
        <source>No weights are quantized.</source>
        <translation>没有量化的权重。</translation>
    </message>
    <message>
        <source>No model brings code of its own.</source>
        <translation>没有模型自带代码。</translation>
    </message>
    <message>
        <source>The target is a {type} model.</source>
        <translation>目标是 {type} 模型。</translation>
    </message>
    <message>
        <source>Base and donor are the same files, so there is no difference to graft.</source>
        <translation>基座和供体是相同的文件，因此没有可嫁接的差异。</translation>
    </message>
    <message>
        <source>Donor and target are the same files: the target has the ability already.</source>
        <translation>供体和目标是相同的文件：目标已经有这项能力。</translation>
    </message>
    <message>
        <source>The {role} is of type {type}, the base of {base}.</source>
        <translation>{role}的类型是 {type}，基座的类型是 {base}。</translation>
    </message>
    <message>
        <source>The {role} has embedding and head tied, the base a head of its own.</source>
        <translation>{role}的嵌入与输出头共享，基座有独立的输出头。</translation>
    </message>
    <message>
        <source>The {role} has a head of its own, the base embedding and head tied.</source>
        <translation>{role}有独立的输出头，基座的嵌入与输出头共享。</translation>
    </message>
    <message>
        <source>The {role} is stored in {type}, the base in {base}.</source>
        <translation>{role}以 {type} 存储，基座以 {base} 存储。</translation>
    </message>
    <message>
        <source>Tensor {name} is {shape} in the {role} and {base} in the base.</source>
        <translation>张量 {name} 在{role}中是 {shape}，在基座中是 {base}。</translation>
    </message>
    <message>
        <source>{name} has {rows} rows in the {role} and {base} in the base; only the {common} common rows can be used.</source>
        <translation>{name} 在{role}中有 {rows} 行，在基座中有 {base} 行；只能使用共同的 {common} 行。</translation>
    </message>
    <message>
        <source>Everything in {name} lands on the target.</source>
        <translation>{name} 中的一切都能落到目标上。</translation>
    </message>
    <message>
        <source>{name} changes nothing.</source>
        <translation>{name} 不改变任何东西。</translation>
    </message>
    <message>
        <source>{tensors} of {name} have no counterpart in the target.</source>
        <translation>{name} 的 {tensors} 在目标中没有对应的张量。</translation>
    </message>
    <message>
        <source>{tensors} of {name} has no counterpart in the target.</source>
        <translation>{name} 的 {tensors} 在目标中没有对应的张量。</translation>
    </message>
    <message>
        <source>Choose models that were trained from the same base.</source>
        <translation>请选择从同一基座训练而来的模型。</translation>
    </message>
    <message>
        <source>Make sure that the base is the very checkpoint the others were trained from.</source>
        <translation>请确认基座正是其他模型训练时所用的检查点。</translation>
    </message>
    <message>
        <source>Make sure that both come from the same base.</source>
        <translation>请确认两者来自同一基座。</translation>
    </message>
    <message>
        <source>Choose the fine-tune that has the ability as donor, and the model it was trained from as base.</source>
        <translation>请选择具有该能力的微调模型作为供体，选择它训练时所用的模型作为基座。</translation>
    </message>
    <message>
        <source>Choose another fine-tune of the base as target.</source>
        <translation>请选择该基座的另一个微调模型作为目标。</translation>
    </message>
    <message>
        <source>Choose an adapter that was made for this architecture, or the model it was made for.</source>
        <translation>请选择为这一架构制作的适配器，或它所针对的模型。</translation>
    </message>
    <message>
        <source>Use another adapter, or merge this one with PEFT.</source>
        <translation>请使用其他适配器，或用 PEFT 合并这一个。</translation>
    </message>
    <message>
        <source>Leave embeddings and head out of the graft, which is the default.</source>
        <translation>嫁接时不要包含嵌入和输出头（这是默认设置）。</translation>
    </message>
    <message>
        <source>Nothing to do unless you carry embeddings over: rows beyond the common ones stay the target&apos;s.</source>
        <translation>除非要带上嵌入，否则无需处理：共同行之外的行保持目标的原样。</translation>
    </message>
    <message>
        <source>Make sure that both use the same tokenizer.</source>
        <translation>请确认两者使用相同的分词器。</translation>
    </message>
    <message>
        <source>donor</source>
        <translation>供体</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>{count} tokens, theta {theta}</source>
        <translation>{count} 个词元，theta {theta}</translation>
    </message>
</context>
<context>
    <name>hub</name>
    <message>
        <source>Switch it off in the settings, or unset HF_HUB_OFFLINE and start again if that is what forbids it.</source>
        <translation>请在设置中关闭它；如果是 HF_HUB_OFFLINE 所致，请取消该变量并重新启动。</translation>
    </message>
    <message>
        <source>Log in in the settings, and ask for access on the repository&apos;s page: {page}</source>
        <translation>请在设置中登录，并在仓库页面上申请权限：{page}</translation>
    </message>
    <message>
        <source>Log in again in the settings.</source>
        <translation>请在设置中重新登录。</translation>
    </message>
    <message>
        <source>Log in in the settings.</source>
        <translation>请在设置中登录。</translation>
    </message>
    <message>
        <source>{host} cannot be reached: offline mode is on.</source>
        <translation>无法连接 {host}：离线模式已开启。</translation>
    </message>
    <message>
        <source>{host} asks for a pause: too many requests.</source>
        <translation>{host} 要求暂停：请求过多。</translation>
    </message>
    <message>
        <source>Try again in {seconds} s; whoever is logged in may ask more often.</source>
        <translation>请在 {seconds} 秒后重试；登录后可以更频繁地请求。</translation>
    </message>
    <message>
        <source>{name} is gated, and your account has no access to its files.</source>
        <translation>{name} 受访问限制，您的账户无权获取其文件。</translation>
    </message>
    <message>
        <source>{name} is gated: its files are given only to accounts with access.</source>
        <translation>{name} 受访问限制：文件只提供给获得授权的账户。</translation>
    </message>
    <message>
        <source>{name} is gated: its download needs an account with access.</source>
        <translation>{name} 受访问限制：下载需要获得授权的账户。</translation>
    </message>
    <message>
        <source>Ask for access at {page}, and try again once it is granted.</source>
        <translation>请在 {page} 申请权限，获批后再试。</translation>
    </message>
    <message>
        <source>{name} has been disabled by the Hub.</source>
        <translation>{name} 已被 Hub 停用。</translation>
    </message>
    <message>
        <source>{name} has no such branch, tag or commit.</source>
        <translation>{name} 没有这个分支、标签或提交。</translation>
    </message>
    <message>
        <source>Check what follows the @.</source>
        <translation>请检查 @ 之后的内容。</translation>
    </message>
    <message>
        <source>{host} does not accept your token.</source>
        <translation>{host} 不接受您的令牌。</translation>
    </message>
    <message>
        <source>There is no repository {name} that you may see.</source>
        <translation>没有您可以查看的仓库 {name}。</translation>
    </message>
    <message>
        <source>Check the name, or log in if it is private.</source>
        <translation>请检查名称；如果是私有仓库，请登录。</translation>
    </message>
    <message>
        <source>Check the name; it may be private.</source>
        <translation>请检查名称；它可能是私有的。</translation>
    </message>
    <message>
        <source>{host} is in trouble (status {status}): {words}.</source>
        <translation>{host} 出现故障（状态 {status}）：{words}。</translation>
    </message>
    <message>
        <source>{host} is in trouble (status {status}).</source>
        <translation>{host} 出现故障（状态 {status}）。</translation>
    </message>
    <message>
        <source>{host} refused (status {status}): {words}.</source>
        <translation>{host} 拒绝了请求（状态 {status}）：{words}。</translation>
    </message>
    <message>
        <source>{host} refused (status {status}).</source>
        <translation>{host} 拒绝了请求（状态 {status}）。</translation>
    </message>
    <message>
        <source>Check what was asked for.</source>
        <translation>请检查所请求的内容。</translation>
    </message>
    <message>
        <source>Try again in a while.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请以后重试。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>{host} does not answer.</source>
        <translation>{host} 没有回应。</translation>
    </message>
    <message>
        <source>Check the connection, then try again.</source>
        <translation>请检查网络连接，然后重试。</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({why}).</source>
        <translation>无法连接 {host}（{why}）。</translation>
    </message>
    <message>
        <source>Check the connection.</source>
        <translation>请检查网络连接。</translation>
    </message>
    <message>
        <source>The connection to {host} broke.</source>
        <translation>与 {host} 的连接中断。</translation>
    </message>
    <message>
        <source>The proxy did not let us through to {host}.</source>
        <translation>代理未放行到 {host} 的连接。</translation>
    </message>
    <message>
        <source>Check the proxy&apos;s settings.</source>
        <translation>请检查代理设置。</translation>
    </message>
    <message>
        <source>{host} cannot prove who it is ({why}).</source>
        <translation>{host} 无法证明其身份（{why}）。</translation>
    </message>
    <message>
        <source>This machine says it is {date}: check its clock, and any proxy in between.</source>
        <translation>本机显示的日期是 {date}：请检查时钟以及中间的代理。</translation>
    </message>
    <message>
        <source>{host} answers too slowly.</source>
        <translation>{host} 回应过慢。</translation>
    </message>
    <message>
        <source>{host} answered with a web page where a Hub answers with data.</source>
        <translation>{host} 返回了网页，而 Hub 应返回数据。</translation>
    </message>
    <message>
        <source>{host} answered with something that is not JSON where a Hub answers with data.</source>
        <translation>{host} 返回的不是 JSON，而 Hub 应返回数据。</translation>
    </message>
    <message>
        <source>A login page of the network, a proxy or a wrong endpoint may be in between.</source>
        <translation>中间可能有网络登录页、代理，或端点地址有误。</translation>
    </message>
    <message>
        <source>The Hub&apos;s {what} makes no sense.</source>
        <translation>Hub 的返回内容（{what}）无法理解。</translation>
    </message>
    <message>
        <source>Check the endpoint, or try again later.</source>
        <translation>请检查端点地址，或稍后重试。</translation>
    </message>
    <message>
        <source>Check the endpoint.</source>
        <translation>请检查端点地址。</translation>
    </message>
    <message>
        <source>{host} sends more than {bytes} bytes for a short answer.</source>
        <translation>{host} 为简短的回应发送了超过 {bytes} 字节。</translation>
    </message>
    <message>
        <source>{host} sends us in circles.</source>
        <translation>{host} 的重定向陷入循环。</translation>
    </message>
    <message>
        <source>{host} continues its answer at {other}, which is another host.</source>
        <translation>{host} 将后续内容指向另一台主机 {other}。</translation>
    </message>
    <message>
        <source>{host} sends us on to {other} for something only it may answer.</source>
        <translation>{host} 将只应由它回应的请求转给了 {other}。</translation>
    </message>
    <message>
        <source>Graftwork does not follow it there; check the endpoint.</source>
        <translation>Graftwork 不会跟随；请检查端点地址。</translation>
    </message>
    <message>
        <source>{name} has its weights as pickles or other files that can run code when read, and Graftwork never opens those.</source>
        <translation>{name} 的权重是 pickle 或其他读取时可能运行代码的文件，Graftwork 从不打开它们。</translation>
    </message>
    <message>
        <source>Pick a repository that has its weights as safetensors, or convert it where you trust it.</source>
        <translation>请选择以 safetensors 存放权重的仓库，或在您信任的环境中转换。</translation>
    </message>
    <message>
        <source>{name} has GGUF weights only.</source>
        <translation>{name} 只有 GGUF 权重。</translation>
    </message>
    <message>
        <source>Pick the original model in safetensors.</source>
        <translation>请选择 safetensors 格式的原始模型。</translation>
    </message>
    <message>
        <source>{name} is an image pipeline, not a language model.</source>
        <translation>{name} 是图像流水线，不是语言模型。</translation>
    </message>
    <message>
        <source>Pick a language model.</source>
        <translation>请选择语言模型。</translation>
    </message>
    <message>
        <source>{name} has no {file}.</source>
        <translation>{name} 没有 {file}。</translation>
    </message>
    <message>
        <source>Pick the repository of a model or an adapter.</source>
        <translation>请选择模型或适配器的仓库。</translation>
    </message>
    <message>
        <source>Choose another repository.</source>
        <translation>请选择其他仓库。</translation>
    </message>
    <message>
        <source>{old} is called {name} now.</source>
        <translation>{old} 现名 {name}。</translation>
    </message>
    <message>
        <source>{name} comes from the cache; its files there have not been checked.</source>
        <translation>{name} 来自缓存；其中的文件尚未校验。</translation>
    </message>
    <message>
        <source>{name} comes from the cache, as of commit {commit}: the Hub could not be asked ({why})</source>
        <translation>{name} 来自缓存，提交为 {commit}：未能询问 Hub（{why}）</translation>
    </message>
    <message>
        <source>{file} of {name} arrived damaged: its hash is not the one that the Hub announced.</source>
        <translation>{name} 的 {file} 到达时已损坏：哈希与 Hub 公布的不符。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, a mirror or proxy in between, or the repository itself, is broken.</source>
        <translation>请重试；如果再次发生，则是中间的镜像或代理，或仓库本身有问题。</translation>
    </message>
    <message>
        <source>{text} is not the name of a model on the Hub.</source>
        <translation>{text} 不是 Hub 上模型的名称。</translation>
    </message>
    <message>
        <source>Write it like hf:owner/name or hf:owner/name@revision.</source>
        <translation>请写成 hf:owner/name 或 hf:owner/name@revision。</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>It can go on where it stopped.</source>
        <translation>可以从停下的地方继续。</translation>
    </message>
    <message>
        <source>Extraction</source>
        <translation>提取</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Graft</source>
        <translation>嫁接</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Waiting, place {place}</source>
        <translation>等待中，第 {place} 位</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>About to start</source>
        <translation>即将开始</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>MMM d</source>
        <comment>the form of a day, as Qt has it</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>It waits in the queue, at place {place}.</source>
        <translation>正在排队，位于第 {place} 位。</translation>
    </message>
    <message>
        <source>{status}.</source>
        <comment>a sentence of its own</comment>
        <translation>{status}。</translation>
    </message>
    <message>
        <source>It is done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>It is paused, and goes on with the byte where it stopped.</source>
        <translation>已暂停，将从停下的那个字节继续。</translation>
    </message>
    <message>
        <source>It was cancelled. What it has done is kept where it can go on.</source>
        <translation>已取消。凡是可以继续的，已完成的部分都会保留。</translation>
    </message>
    <message>
        <source>It was interrupted and can go on.</source>
        <translation>已中断，可以继续。</translation>
    </message>
    <message>
        <source>It is about to start.</source>
        <translation>即将开始。</translation>
    </message>
    <message>
        <source>The machine was restarted while it ran.</source>
        <translation>运行期间机器重新启动了。</translation>
    </message>
    <message>
        <source>The program that ran it was closed or ended in the middle.</source>
        <translation>运行它的程序在中途被关闭或结束了。</translation>
    </message>
    <message>
        <source>Its process was ended from outside of Graftwork.</source>
        <translation>它的进程被 Graftwork 之外的程序结束了。</translation>
    </message>
    <message>
        <source>The system ended it because the machine ran out of memory.</source>
        <translation>机器内存不足，系统结束了它。</translation>
    </message>
    <message>
        <source>It held {peak} at most.</source>
        <translation>它最多占用了 {peak}。</translation>
    </message>
    <message>
        <source>{needed} were estimated.</source>
        <translation>预计为 {needed}。</translation>
    </message>
    <message>
        <source>Close other programs, or choose fewer threads.</source>
        <translation>请关闭其他程序，或选择更少的线程。</translation>
    </message>
    <message>
        <source>This is attempt {number}.</source>
        <translation>这是第 {number} 次尝试。</translation>
    </message>
    <message>
        <source>Attempt {number} failed.</source>
        <translation>第 {number} 次尝试失败。</translation>
    </message>
    <message>
        <source>Attempt {number} was cancelled.</source>
        <translation>第 {number} 次尝试被取消。</translation>
    </message>
    <message>
        <source>Attempt {number} was interrupted.</source>
        <translation>第 {number} 次尝试被中断。</translation>
    </message>
    <message>
        <source>memory at most</source>
        <translation>最多占用内存</translation>
    </message>
    <message>
        <source>It runs in a terminal.</source>
        <translation>正在终端中运行。</translation>
    </message>
    <message>
        <source>It runs in the background.</source>
        <translation>正在后台运行。</translation>
    </message>
    <message>
        <source>{hits} of {asked}</source>
        <translation>{asked} 个中的 {hits} 个</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>无</translation>
    </message>
    <message>
        <source>sound to</source>
        <translation>可靠长度</translation>
    </message>
    <message>
        <source>facts found</source>
        <translation>找到的事实</translation>
    </message>
    <message>
        <source>took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>settings tried</source>
        <translation>试过的设置</translation>
    </message>
    <message>
        <source>best weight</source>
        <translation>最佳权重</translation>
    </message>
    <message>
        <source>at rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>{changed} of {tensors}</source>
        <translation>{tensors} 个中的 {changed} 个</translation>
    </message>
    <message>
        <source>relative difference</source>
        <translation>相对差异</translation>
    </message>
    <message>
        <source>tensors changed</source>
        <translation>改变的张量</translation>
    </message>
    <message>
        <source>highest suggested rank</source>
        <translation>建议的最高秩</translation>
    </message>
    <message>
        <source>size of that adapter</source>
        <translation>该适配器的大小</translation>
    </message>
    <message>
        <source>files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>over the network</source>
        <translation>经网络传输</translation>
    </message>
    <message>
        <source>only its owner</source>
        <translation>仅所有者</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>seen by</source>
        <translation>可见范围</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Go to a page</source>
        <translation>转到页面</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>Next control, previous control</source>
        <translation>下一个控件、上一个控件</translation>
    </message>
    <message>
        <source>Put away a message</source>
        <translation>收起消息</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Walk from cell to cell, from point to point</source>
        <translation>在单元格或数据点之间移动</translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation>打开选中项</translation>
    </message>
    <message>
        <source>Copy the cell or the row</source>
        <translation>复制单元格或行</translation>
    </message>
    <message>
        <source>What can be done with the row</source>
        <translation>选中行的可用操作</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Use as base, donor, target, adapter</source>
        <translation>用作基座、供体、目标、适配器</translation>
    </message>
    <message>
        <source>Compare with another model</source>
        <translation>与另一个模型比较</translation>
    </message>
    <message>
        <source>Check long context</source>
        <translation>检查长上下文</translation>
    </message>
    <message>
        <source>Publish on the Hub</source>
        <translation>发布到 Hub</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Put a folder back</source>
        <translation>放回文件夹</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新查询</translation>
    </message>
    <message>
        <source>Back to the repository before</source>
        <translation>回到上一个仓库</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Show its relatives</source>
        <translation>显示其相关模型</translation>
    </message>
    <message>
        <source>Check whether it fits</source>
        <translation>检查是否适配</translation>
    </message>
    <message>
        <source>Open the repository&apos;s page</source>
        <translation>打开仓库的网页</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Filter the tensors</source>
        <translation>筛选张量</translation>
    </message>
    <message>
        <source>Export the figures</source>
        <translation>导出数值</translation>
    </message>
    <message>
        <source>Choose base, donor, target, adapter</source>
        <translation>选择基座、供体、目标、适配器</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>打开配方</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Copy the command that does the same</source>
        <translation>复制等效的命令</translation>
    </message>
    <message>
        <source>Start the check; send the prompt</source>
        <translation>开始检查；发送提示</translation>
    </message>
    <message>
        <source>Show or hide the setup</source>
        <translation>显示或隐藏检查设定</translation>
    </message>
    <message>
        <source>Go to a view of the results</source>
        <translation>转到结果的某个视图</translation>
    </message>
    <message>
        <source>Open a result</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Edit and run again</source>
        <translation>修改后再运行</translation>
    </message>
    <message>
        <source>Sooner, later in the queue</source>
        <translation>在队列中提前、推后</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
</context>
<context>
    <name>opened</name>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 层</translation>
    </message>
    <message>
        <source>{heads} heads of {size}, {kv} for keys and values</source>
        <translation>{heads} 个头，每个 {size} 维，键值头 {kv} 个</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>tied to the embedding</source>
        <translation>与嵌入共享</translation>
    </message>
    <message>
        <source>{size} in {files} files</source>
        <translation>{size}，共 {files} 个文件</translation>
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
        <source>apart from the embedding</source>
        <translation>与嵌入分开</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>RoPE</source>
        <translation>RoPE</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>brings a window of {count} tokens</source>
        <translation>带来 {count} 个词元的窗口</translation>
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
    <name>outlook</name>
    <message>
        <source>The adapters carry different context settings: keep the target&apos;s, or give a window of your own.</source>
        <translation>这些适配器带有不同的上下文设置：请保持目标的设置，或自行指定窗口。</translation>
    </message>
    <message>
        <source>The result has the window that its architecture has by default.</source>
        <translation>结果使用其架构的默认窗口。</translation>
    </message>
    <message>
        <source>The result reads {window} tokens, as the donor does.</source>
        <translation>结果可读 {window} 个词元，与供体相同。</translation>
    </message>
    <message>
        <source>The result reads {window} tokens, as the adapter says.</source>
        <translation>结果可读 {window} 个词元，由适配器决定。</translation>
    </message>
    <message>
        <source>The result reads {window} tokens, as the target does.</source>
        <translation>结果可读 {window} 个词元，与目标相同。</translation>
    </message>
    <message>
        <source>The result&apos;s config says {window} tokens, as you chose.</source>
        <translation>结果的配置写明 {window} 个词元，按您的选择。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>RoPE: {before} → {after}.</source>
        <translation>RoPE：{before} → {after}。</translation>
    </message>
    <message>
        <source>RoPE stays as it is ({rope}), made for {tokens} tokens: longer texts may come out as nonsense.</source>
        <translation>RoPE 保持不变（{rope}），为 {tokens} 个词元而设：更长的文本可能会得到胡言乱语。</translation>
    </message>
    <message>
        <source>RoPE stays as it is: {rope}.</source>
        <translation>RoPE 保持不变：{rope}。</translation>
    </message>
    <message>
        <source>theta by default</source>
        <translation>默认 theta</translation>
    </message>
    <message>
        <source>theta {theta}</source>
        <translation>theta {theta}</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Graft</source>
        <translation>嫁接</translation>
    </message>
    <message>
        <source>Haystack</source>
        <translation>大海捞针</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>plan</name>
    <message>
        <source>Reading the headers…</source>
        <translation>正在读取文件头…</translation>
    </message>
    <message>
        <source>One of the adapters cannot be used: see why, or take it out.</source>
        <translation>有一个适配器无法使用：请查看原因，或将它取出。</translation>
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
        <source>The Hub&apos;s cache has too little room: {needed} are to be fetched, {free} are free.</source>
        <translation>Hub 缓存所在磁盘空间不足：需获取 {needed}，可用 {free}。</translation>
    </message>
    <message>
        <source>The disk is too small: {needed} are needed, {free} are free. Make room, or choose another disk.</source>
        <translation>磁盘空间不足：需要 {needed}，可用 {free}。请腾出空间，或换一个磁盘。</translation>
    </message>
    <message>
        <source>Less is needed when files from the Hub are not kept: see More options.</source>
        <translation>若不保留来自 Hub 的文件，所需空间更少：见“更多选项”。</translation>
    </message>
    <message>
        <source>Memory may run short: up to {needed} are needed, {free} are free.</source>
        <translation>内存可能不足：最多需要 {needed}，可用 {free}。</translation>
    </message>
    <message>
        <source>Waits for the job that runs now.</source>
        <translation>将等待正在运行的任务结束。</translation>
    </message>
    <message>
        <source>Will read {reads}, write an adapter of {writes}</source>
        <translation>将读取 {reads}，写入 {writes} 的适配器</translation>
    </message>
    <message>
        <source>Will read {reads}, write {writes} in {count} shards</source>
        <translation>将读取 {reads}，写入 {writes}（{count} 个分片）</translation>
    </message>
    <message>
        <source>Will read {reads}, write {writes}</source>
        <translation>将读取 {reads}，写入 {writes}</translation>
    </message>
    <message>
        <source>, about {time}</source>
        <translation>，约需 {time}</translation>
    </message>
    <message>
        <source>; {free} free</source>
        <translation>；可用空间 {free}</translation>
    </message>
    <message>
        <source>.</source>
        <comment>end of a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>Goes on with an interrupted run.</source>
        <translation>将继续之前中断的运行。</translation>
    </message>
    <message>
        <source>Fetches {size} from the Hub as it goes; no file stays longer than it is needed.</source>
        <translation>运行时从 Hub 获取 {size}；文件用完即删。</translation>
    </message>
    <message>
        <source>Fetches {size} from the Hub as it goes, into {folder}.</source>
        <translation>运行时从 Hub 获取 {size}，存入 {folder}。</translation>
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
</context>
<context>
    <name>planning</name>
    <message>
        <source>Ranks and size are limits: each module stops where only noise is left.</source>
        <translation>秩和大小是上限：每个模块在只剩噪声处停止。</translation>
    </message>
    <message>
        <source>Left out: {names}</source>
        <translation>不包含：{names}</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>Gentle</source>
        <translation>温和</translation>
    </message>
    <message>
        <source>Little of the difference, and that weakened: disturbs the target least.</source>
        <translation>只取少量差异并减弱：对目标的影响最小。</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Rank 32 at full weight: a good first try.</source>
        <translation>秩 32，全权重：适合第一次尝试。</translation>
    </message>
    <message>
        <source>Faithful</source>
        <translation>忠实</translation>
    </message>
    <message>
        <source>Everything of the difference that is more than rounding noise.</source>
        <translation>保留差异中超出舍入噪声的全部内容。</translation>
    </message>
    <message>
        <source>Small file</source>
        <translation>小文件</translation>
    </message>
    <message>
        <source>The adapter takes at most 100 MB, its numbers a byte each.</source>
        <translation>适配器最多占 100 MB，每个数值一个字节。</translation>
    </message>
</context>
<context>
    <name>publishing</name>
    <message>
        <source>Choose another name, or tick that it is to be added to.</source>
        <translation>请另选名称，或勾选加入该仓库。</translation>
    </message>
    <message>
        <source>Choose another name, or publish for everybody.</source>
        <translation>请另选名称，或选择对所有人公开。</translation>
    </message>
    <message>
        <source>Merge again with &quot;Shard size: 5 GB&quot; under More options.</source>
        <translation>请在“更多选项”中将“分片大小”设为 5 GB 后重新合并。</translation>
    </message>
    <message>
        <source>The licences of what went in differ ({told}).</source>
        <translation>来源模型的许可证不一致（{told}）。</translation>
    </message>
    <message>
        <source>The licence of {names} is not known.</source>
        <translation>{names} 的许可证未知。</translation>
    </message>
    <message>
        <source>You publish as {chosen} what is made of {told}.</source>
        <translation>您将以 {chosen} 发布由以下内容制成的模型：{told}。</translation>
    </message>
    <message>
        <source>{name} is not on the Hub, so the card tells of it in its text.</source>
        <translation>{name} 不在 Hub 上，因此卡片在正文中说明它。</translation>
    </message>
    <message>
        <source>{name} exists already.</source>
        <translation>{name} 已存在。</translation>
    </message>
    <message>
        <source>{name} exists already, and is public.</source>
        <translation>{name} 已存在，并且是公开的。</translation>
    </message>
    <message>
        <source>{name} exists and is public, and you asked for a private one.</source>
        <translation>{name} 已存在且公开，而您要求的是私有仓库。</translation>
    </message>
    <message>
        <source>{name} was made for this upload, and is empty so far.</source>
        <translation>{name} 是为本次上传创建的，目前为空。</translation>
    </message>
    <message>
        <source>{name} was made public by somebody while the files were sent.</source>
        <translation>发送文件期间，{name} 被他人改为公开。</translation>
    </message>
    <message>
        <source>Look at its settings on the Hub.</source>
        <translation>请在 Hub 上查看其设置。</translation>
    </message>
    <message>
        <source>The Hub leaves {name} public.</source>
        <translation>Hub 仍将 {name} 保持公开。</translation>
    </message>
    <message>
        <source>Nothing was sent; make it private on its page first.</source>
        <translation>未发送任何内容；请先在其页面上改为私有。</translation>
    </message>
    <message>
        <source>{who} cannot publish under {owner}.</source>
        <translation>{who} 不能在 {owner} 名下发布。</translation>
    </message>
    <message>
        <source>Publish as {name}.</source>
        <translation>请以 {name} 发布。</translation>
    </message>
    <message>
        <source>{who}&apos;s token may only read.</source>
        <translation>{who} 的令牌只有读取权限。</translation>
    </message>
    <message>
        <source>Log in with a token that may write.</source>
        <translation>请用有写权限的令牌登录。</translation>
    </message>
    <message>
        <source>Nobody is logged in at {host}.</source>
        <translation>尚未登录 {host}。</translation>
    </message>
    <message>
        <source>The Hub does not accept the card: {why}</source>
        <translation>Hub 不接受该卡片：{why}</translation>
    </message>
    <message>
        <source>Correct it.</source>
        <translation>请更正。</translation>
    </message>
    <message>
        <source>{file}, line {line}, holds {what}.</source>
        <translation>{file} 第 {line} 行含有{what}。</translation>
    </message>
    <message>
        <source>{file}, line {line}, holds {what}. ({count} more.)</source>
        <translation>{file} 第 {line} 行含有{what}。（另有 {count} 处。）</translation>
    </message>
    <message>
        <source>The header of {file} holds {what}.</source>
        <translation>{file} 的文件头含有{what}。</translation>
    </message>
    <message>
        <source>The header of {file} holds {what}. ({count} more.)</source>
        <translation>{file} 的文件头含有{what}。（另有 {count} 处。）</translation>
    </message>
    <message>
        <source>Remove it before you publish the folder.</source>
        <translation>发布该文件夹之前请先删除。</translation>
    </message>
    <message>
        <source>{file} is a link, and what it leads to may not be yours to publish.</source>
        <translation>{file} 是链接，其指向的内容可能不属于您，不宜发布。</translation>
    </message>
    <message>
        <source>Copy the file into the folder.</source>
        <translation>请将文件复制到文件夹中。</translation>
    </message>
    <message>
        <source>Somebody else changed {name} while the files were sent.</source>
        <translation>发送文件期间，他人更改了 {name}。</translation>
    </message>
    <message>
        <source>Nothing of theirs was overwritten. Look at it, then upload again.</source>
        <translation>未覆盖他人的任何内容。请查看后重新上传。</translation>
    </message>
    <message>
        <source>{file} is not on the Hub as it was sent.</source>
        <translation>Hub 上的 {file} 与发送的不一致。</translation>
    </message>
    <message>
        <source>Look at the repository, and upload again.</source>
        <translation>请查看该仓库，然后重新上传。</translation>
    </message>
    <message>
        <source>{name} is set to drop {file} (.gitignore).</source>
        <translation>{name} 的设置会丢弃 {file}（.gitignore）。</translation>
    </message>
    <message>
        <source>Remove its .gitignore first.</source>
        <translation>请先删除其 .gitignore。</translation>
    </message>
    <message>
        <source>a Hugging Face token</source>
        <translation>Hugging Face 令牌</translation>
    </message>
    <message>
        <source>an API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>a GitHub token</source>
        <translation>GitHub 令牌</translation>
    </message>
    <message>
        <source>a private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>a bearer token</source>
        <translation>bearer 令牌</translation>
    </message>
    <message>
        <source>a path of this machine</source>
        <translation>本机路径</translation>
    </message>
    <message>
        <source>the path of somebody&apos;s home folder</source>
        <translation>某人的主文件夹路径</translation>
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
        <source>adapters merged</source>
        <translation>合并的适配器</translation>
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
    <name>room</name>
    <message>
        <source>Fits the GPU: about {needed} of {free} free.</source>
        <translation>GPU 放得下：约需 {needed}，可用 {free}。</translation>
    </message>
    <message>
        <source>Fits in memory: about {needed} of {free} free.</source>
        <translation>内存放得下：约需 {needed}，可用 {free}。</translation>
    </message>
    <message>
        <source>Does not fit: about {needed}, and {free} are free. A server can do it.</source>
        <translation>放不下：约需 {needed}，可用 {free}。可以用服务器运行。</translation>
    </message>
</context>
<context>
    <name>rows</name>
    <message>
        <source>The model</source>
        <translation>该模型</translation>
    </message>
    <message>
        <source>Target as it was</source>
        <translation>原来的目标</translation>
    </message>
    <message>
        <source>Target, settings only</source>
        <translation>目标，仅改设置</translation>
    </message>
    <message>
        <source>Long model</source>
        <translation>长上下文模型</translation>
    </message>
    <message>
        <source>Earlier run</source>
        <translation>先前的检查</translation>
    </message>
</context>
<context>
    <name>stages</name>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
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
        <source>Comparing the weights</source>
        <translation>正在比较权重</translation>
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
        <source>Reading the prompt</source>
        <translation>正在读取提示</translation>
    </message>
    <message>
        <source>Writing the reply</source>
        <translation>正在写回答</translation>
    </message>
    <message>
        <source>Asking the model</source>
        <translation>正在询问模型</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Checking every byte</source>
        <translation>正在逐字节校验</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>正在上传</translation>
    </message>
    <message>
        <source>Publishing</source>
        <translation>正在发布</translation>
    </message>
    <message>
        <source>Trying the settings</source>
        <translation>正在尝试各种设置</translation>
    </message>
</context>
<context>
    <name>suggestions</name>
    <message>
        <source>Its card names this model as its base.</source>
        <translation>它的模型卡把此模型列为基座。</translation>
    </message>
    <message>
        <source>The card of {name} names it as its base.</source>
        <translation>{name} 的模型卡把它列为基座。</translation>
    </message>
    <message>
        <source>A card names it as its base.</source>
        <translation>有模型卡把它列为基座。</translation>
    </message>
    <message>
        <source>Its card names the same base.</source>
        <translation>它的模型卡列出同一基座。</translation>
    </message>
    <message>
        <source>It has the same architecture and about as many parameters.</source>
        <translation>它的架构相同，参数量相近。</translation>
    </message>
</context>
<context>
    <name>sweep</name>
    <message>
        <source>all modules</source>
        <translation>所有模块</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>{modules}, rank {rank}, weight {weight}</source>
        <translation>{modules}，秩 {rank}，权重 {weight}</translation>
    </message>
    <message>
        <source>left out: {why}</source>
        <translation>未计入：{why}</translation>
    </message>
    <message>
        <source>worst: {hits} of {n} ({language}, {length} tokens)</source>
        <translation>最差：{hits} / {n}（{language}，{length} 个词元）</translation>
    </message>
    <message>
        <source>sound at no length</source>
        <translation>没有可靠的长度</translation>
    </message>
    <message>
        <source>sound to {length}</source>
        <translation>可靠到 {length}</translation>
    </message>
    <message>
        <source>skill {hits} of {n}, untouched {before}</source>
        <translation>本领 {hits} / {n}，原为 {before}</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>The first answers are on their way.</source>
        <translation>第一批回答正在路上。</translation>
    </message>
    <message>
        <source>So far: facts are lost at {length} tokens.</source>
        <translation>目前：在 {length} 个词元处开始丢失事实。</translation>
    </message>
    <message>
        <source>So far: sound up to {length} tokens.</source>
        <translation>目前：在 {length} 个词元以内可靠。</translation>
    </message>
    <message>
        <source>So far: too few answers to say.</source>
        <translation>目前：回答太少，还不能下结论。</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>可靠</translation>
    </message>
    <message>
        <source>The longest text such that it and every shorter one is green in its worst part.</source>
        <translation>满足条件的最长文本：它和所有更短的文本，在最差的部分也是绿色。</translation>
    </message>
    <message>
        <source>85.6 % found</source>
        <translation>找到 85.6 %</translation>
    </message>
    <message>
        <source>As RULER counts: at least 85.6 % found, whatever the model does in short texts.</source>
        <translation>按 RULER 的算法：至少找到 85.6 %，不论模型在短文本中如何。</translation>
    </message>
    <message>
        <source>85 % of short</source>
        <translation>短文本的 85 %</translation>
    </message>
    <message>
        <source>As NoLiMa counts: at least 85 % of what the model finds in short texts.</source>
        <translation>按 NoLiMa 的算法：至少达到模型在短文本中所找到的 85 %。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>{hits} of {n}</source>
        <translation>{hits} / {n}</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Where the rate lies with 95 % certainty.</source>
        <translation>命中率以 95 % 的把握落在此区间。</translation>
    </message>
    <message>
        <source>all green</source>
        <translation>全绿</translation>
    </message>
    <message>
        <source>beginning</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中部</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结尾</translation>
    </message>
    <message>
        <source>worst part</source>
        <translation>最差部分</translation>
    </message>
    <message>
        <source>lost in the middle</source>
        <translation>中部损失</translation>
    </message>
    <message>
        <source>{points} points</source>
        <translation>{points} 个百分点</translation>
    </message>
    <message>
        <source>What the outer fifths have over the middle.</source>
        <translation>首尾各五分之一比中部多出的部分。</translation>
    </message>
    <message>
        <source>false finds</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>How often a planted value was named for a fact that was never planted.</source>
        <translation>问到从未埋入的事实时，说出了某个埋入值的次数。</translation>
    </message>
    <message>
        <source>void</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>took</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>wishes</name>
    <message>
        <source>The sweep&apos;s best setting has rank {rank}; a merge takes the adapter whole.</source>
        <translation>扫描的最佳设置是秩 {rank}；合并会使用整个适配器。</translation>
    </message>
    <message>
        <source>For the lower rank choose &quot;From a donor&quot; and fill in base and donor: the rest is set already.</source>
        <translation>若要较低的秩，请选择“来自供体”并填入基座和供体：其余已设好。</translation>
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
        <source>&quot;Keep no file from the Hub longer than it is needed&quot;</source>
        <translation>“来自 Hub 的文件用完即删”</translation>
    </message>
    <message>
        <source>output folder</source>
        <translation>输出文件夹</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between words of a list</comment>
        <translation>，</translation>
    </message>
</context>
</TS>
