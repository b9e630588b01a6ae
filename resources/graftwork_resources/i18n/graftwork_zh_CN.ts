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
        <source>{fullname} ({name})</source>
        <translation>{fullname}，即 {name}</translation>
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
    <message>
        <source>Fix all</source>
        <translation>全部修复</translation>
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
        <source>No such command.</source>
        <translation>没有这样的命令。</translation>
    </message>
</context>
<context>
    <name>CompareLayout</name>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Choose a model and the one that it was made from.</source>
        <translation>选择一个模型，以及它所源自的模型。</translation>
    </message>
    <message>
        <source>Press Compare.</source>
        <translation>按“比较”即可开始。</translation>
    </message>
    <message>
        <source>Graftwork measures every tensor: how much it changed, how much of that is only rounding, and which rank holds what is left. The models are only read, and the comparison can be stopped and goes on where it stopped.</source>
        <translation>Graftwork 会测量每个张量：变化有多大，其中多少只是舍入误差，以及多大的秩能容纳其余部分。模型只会被读取；比较可以中途停止，之后从停下的地方继续。</translation>
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
        <translation>第一个模型的热图</translation>
    </message>
    <message>
        <source>Map of the second model</source>
        <translation>第二个模型的热图</translation>
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
        <translation>正在等待您操作；代码还有{time}有效。</translation>
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
        <source>Base and donor fit, with something to know</source>
        <translation>基座与供体匹配，但有需要留意之处</translation>
    </message>
    <message>
        <source>They fit together</source>
        <translation>它们匹配</translation>
    </message>
    <message>
        <source>Base and donor fit together</source>
        <translation>基座与供体匹配</translation>
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
        <source>Cancelled before anything was made. Run begins again from the start.</source>
        <translation>已取消，尚未生成任何内容。点击“运行”会从头开始。</translation>
    </message>
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
        <translation>热图</translation>
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
        <translation>是否匹配？</translation>
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
        <translation>它们不匹配</translation>
    </message>
    <message>
        <source>They fit, with something to know</source>
        <translation>匹配，但有需要注意之处</translation>
    </message>
    <message>
        <source>They fit together</source>
        <translation>它们相互匹配</translation>
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
        <translation>检查是否匹配</translation>
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
    <message>
        <source>It left no log.</source>
        <translation>它没有留下日志。</translation>
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
        <source>Time taken</source>
        <comment>so far, or in all</comment>
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
        <translation>列表、热图和图表</translation>
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
        <translation>热图的颜色</translation>
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
        <translation>指向一个单元格，或用方向键移动。按 Enter 或点击可显示文本。</translation>
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
        <translation>随着回答到来，热图逐渐填满。到某个长度为止各深度都是绿色：它就能读到那么长。</translation>
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
        <translation>匹配</translation>
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
        <source>NaN and infinity</source>
        <translation>NaN 与无穷大</translation>
    </message>
    <message>
        <source>Stop at them</source>
        <translation>遇到即停止</translation>
    </message>
    <message>
        <source>Report them, go on</source>
        <translation>报告后继续</translation>
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
        <source>Tensors to include</source>
        <translation>要包含的张量</translation>
    </message>
    <message>
        <source>regular expressions, one a line</source>
        <translation>正则表达式，每行一个</translation>
    </message>
    <message>
        <source>for example: mlp</source>
        <translation>例如：mlp</translation>
    </message>
    <message>
        <source>Tensors to leave out</source>
        <translation>要排除的张量</translation>
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
        <source>What broken weights of the target do. Reported ones stay as they are, and each is named.</source>
        <translation>目标模型中有损坏的权重时怎么办。报告的权重保持原样，并逐一列出。</translation>
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
        <translation>技能</translation>
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
        <translation>要保住的技能</translation>
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
        <translation>可靠，技能保住</translation>
    </message>
    <message>
        <source>skill lost</source>
        <translation>技能丢失</translation>
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
        <translation>要保住的技能</translation>
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
        <translation>长上下文与保住的技能</translation>
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
        <translation>保住的技能 ↑</translation>
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
        <translation>读取所选张量：均值、离散程度、极值和直方图（Enter）</translation>
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
        <source>reach {count} tokens</source>
        <translation>有效距离{count} 个词元</translation>
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
        <source>Add to it; its older weights and its card are replaced</source>
        <translation>加入其中；原有的权重和卡片会被替换</translation>
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
        <source>To check them, download {repo_id} on the Hub page.</source>
        <translation>要校验它们，请在 Hub 页面下载 {repo_id}。</translation>
    </message>
    <message>
        <source>Download {name} on the Hub page first, and choose its folder.</source>
        <translation>请先在 Hub 页面下载 {name}，再选择其文件夹。</translation>
    </message>
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
        <source>Merge it first, and check the merged model.</source>
        <translation>请先合并它，再检查合并后的模型。</translation>
    </message>
    <message>
        <source>Merge and check each setting by itself.</source>
        <translation>请逐一合并并检查每个设置。</translation>
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
    <message>
        <source>{name}: {sentence}</source>
        <translation>{name}：{sentence}</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}。</translation>
    </message>
    <message>
        <source>A header of {text} bytes is more than the {max_header_bytes} that safetensors allows.</source>
        <translation>文件头有 {text} 字节，超过 safetensors 允许的 {max_header_bytes} 字节。</translation>
    </message>
    <message>
        <source>A login page of the network, a proxy or a wrong endpoint may be in between.</source>
        <translation>中间可能有网络登录页、代理，或端点地址有误。</translation>
    </message>
    <message>
        <source>A needle could not be found in its place. Switch the template off, or mend it.</source>
        <translation>无法在原位找到针。请关闭模板，或修正模板。</translation>
    </message>
    <message>
        <source>A newer version of transformers may know it; code from a model&apos;s repository is never run.</source>
        <translation>较新版本的 transformers 或许认识它；Graftwork 从不运行模型仓库中的代码。</translation>
    </message>
    <message>
        <source>A prompt reads a model and writes nothing.</source>
        <translation>提示只读取模型，不写入任何内容。</translation>
    </message>
    <message>
        <source>A sentence of the description {name} is empty when its words are in it.</source>
        <translation>描述 {name} 中有一个句子填入词语后为空。</translation>
    </message>
    <message>
        <source>A tokenizer.json is needed; transformers can convert most tokenizers to that form.</source>
        <translation>需要 tokenizer.json；transformers 可以把大多数分词器转换成这种格式。</translation>
    </message>
    <message>
        <source>A tokenizer.json that needs no code of its own is what works everywhere.</source>
        <translation>不需要自带代码的 tokenizer.json 在任何地方都能用。</translation>
    </message>
    <message>
        <source>A window works the queue now.</source>
        <translation>现在由一个窗口处理队列。</translation>
    </message>
    <message>
        <source>A worker does one job only.</source>
        <translation>一个工作进程只执行一个任务。</translation>
    </message>
    <message>
        <source>Add lines of another kind.</source>
        <translation>请加入其他类型的行。</translation>
    </message>
    <message>
        <source>Add some, ask fewer questions, or take a text that does not hold them already.</source>
        <translation>请添加一些、减少问题，或换用尚未包含它们的文本。</translation>
    </message>
    <message>
        <source>Against the base, the {role} {join}.</source>
        <translation>与基座相比，{role}{join}。</translation>
    </message>
    <message>
        <source>All are stored in the same type.</source>
        <translation>全部以相同的类型存储。</translation>
    </message>
    <message>
        <source>All have rows for the same number of tokens.</source>
        <translation>词元行数全部相同。</translation>
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
        <source>All have the same tokens.</source>
        <translation>词元全部相同。</translation>
    </message>
    <message>
        <source>An adapter of {size} bytes is too small: rank 1 takes {tasks} bytes.</source>
        <translation>{size} 字节的适配器太小：秩 1 就需要 {tasks} 字节。</translation>
    </message>
    <message>
        <source>Another Graftwork process has just finished {partial}.</source>
        <translation>另一个 Graftwork 进程刚刚完成了 {partial}。</translation>
    </message>
    <message>
        <source>Another Graftwork process is writing {folder}.</source>
        <translation>另一个 Graftwork 进程正在写入 {folder}。</translation>
    </message>
    <message>
        <source>As text, the prompt of {expected} tokens becomes others: the tokenizer does not give its text back.</source>
        <translation>作为文本时，{expected} 个词元的提示会变成其他词元：分词器不能还原其文本。</translation>
    </message>
    <message>
        <source>Ask for access at {page}, and try again once it is granted.</source>
        <translation>请在 {page} 申请权限，获批后再试。</translation>
    </message>
    <message>
        <source>Ask it on a server that knows such weights (--engine URL).</source>
        <translation>请改用支持这种权重的服务器（--engine URL）。</translation>
    </message>
    <message>
        <source>Ask with the chat template and without the answer&apos;s beginning, or use a server with /v1/completions.</source>
        <translation>请使用聊天模板且不给出回答的开头，或使用带 /v1/completions 的服务器。</translation>
    </message>
    <message>
        <source>Base and donor are different files.</source>
        <translation>基座和供体是不同的文件。</translation>
    </message>
    <message>
        <source>Base and donor are the same files, so there is no difference to graft.</source>
        <translation>基座和供体是相同的文件，因此没有可嫁接的差异。</translation>
    </message>
    <message>
        <source>Base and {role} are relatives (cosine {cosine}).</source>
        <translation>基座与{role}同源（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>Base and {role} have no weights in common that could be compared.</source>
        <translation>基座与{role}没有可以比较的共同权重。</translation>
    </message>
    <message>
        <source>Change its permissions, or copy the model.</source>
        <translation>请更改其权限，或复制该模型。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查其权限。</translation>
    </message>
    <message>
        <source>Check its rights.</source>
        <translation>请检查其权限。</translation>
    </message>
    <message>
        <source>Check lengths up to {limit}.</source>
        <translation>请检查不超过 {limit} 的长度。</translation>
    </message>
    <message>
        <source>Check shorter lengths, close other programs, or ask the model on a server (--engine URL).</source>
        <translation>请检查较短的长度、关闭其他程序，或改用服务器上的模型（--engine URL）。</translation>
    </message>
    <message>
        <source>Check that both are the same kind of model; only tensors of the same name are used.</source>
        <translation>请检查两者是否为同一种模型；只使用同名的张量。</translation>
    </message>
    <message>
        <source>Check that disk.</source>
        <translation>请检查该磁盘。</translation>
    </message>
    <message>
        <source>Check that it is an OpenAI-compatible server, and the address.</source>
        <translation>请检查它是否为兼容 OpenAI 的服务器，以及地址是否正确。</translation>
    </message>
    <message>
        <source>Check that it is an OpenAI-compatible server.</source>
        <translation>请检查它是否为兼容 OpenAI 的服务器。</translation>
    </message>
    <message>
        <source>Check that it is still there and that you may read it, then scan again.</source>
        <translation>请检查它是否还在、您是否可以读取，然后重新扫描。</translation>
    </message>
    <message>
        <source>Check that it serves this model, with the model&apos;s own tokenizer and chat template.</source>
        <translation>请检查它提供的是否为这个模型，并使用该模型自己的分词器和聊天模板。</translation>
    </message>
    <message>
        <source>Check the address: behind it is a website or a login page, not a model.</source>
        <translation>请检查地址：那里是网站或登录页，而不是模型。</translation>
    </message>
    <message>
        <source>Check the connection, then try again.</source>
        <translation>请检查网络连接，然后重试。</translation>
    </message>
    <message>
        <source>Check the connection.</source>
        <translation>请检查网络连接。</translation>
    </message>
    <message>
        <source>Check the disk and its permissions.</source>
        <translation>请检查磁盘及其权限。</translation>
    </message>
    <message>
        <source>Check the endpoint, or choose another repository.</source>
        <translation>请检查端点地址，或选择其他仓库。</translation>
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
        <source>Check the folder&apos;s rights.</source>
        <translation>请检查文件夹的权限。</translation>
    </message>
    <message>
        <source>Check the model&apos;s name ({model}). {hint}</source>
        <translation>请检查模型名称（{model}）。{hint}</translation>
    </message>
    <message>
        <source>Check the name and the revision.</source>
        <translation>请检查名称和修订版本。</translation>
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
        <source>Check the path and its permissions.</source>
        <translation>请检查路径及其权限。</translation>
    </message>
    <message>
        <source>Check the path, or pick the folder that holds adapter_config.json.</source>
        <translation>请检查路径，或选择包含 adapter_config.json 的文件夹。</translation>
    </message>
    <message>
        <source>Check the path, or pick the folder that holds config.json.</source>
        <translation>请检查路径，或选择包含 config.json 的文件夹。</translation>
    </message>
    <message>
        <source>Check the proxy&apos;s settings.</source>
        <translation>请检查代理设置。</translation>
    </message>
    <message>
        <source>Check the proxy.</source>
        <translation>请检查代理。</translation>
    </message>
    <message>
        <source>Check the repository&apos;s limits.</source>
        <translation>请检查仓库的限制。</translation>
    </message>
    <message>
        <source>Check the revision.</source>
        <translation>请检查修订版本。</translation>
    </message>
    <message>
        <source>Check the spelling.</source>
        <translation>请检查拼写。</translation>
    </message>
    <message>
        <source>Check the tokenizers by hand.</source>
        <translation>请手动检查分词器。</translation>
    </message>
    <message>
        <source>Check what follows the @.</source>
        <translation>请检查 @ 之后的内容。</translation>
    </message>
    <message>
        <source>Check what was asked for.</source>
        <translation>请检查所请求的内容。</translation>
    </message>
    <message>
        <source>Choose a Python that has Graftwork&apos;s requirements.</source>
        <translation>请选择装有 Graftwork 所需软件包的 Python。</translation>
    </message>
    <message>
        <source>Choose a smaller --shard-size.</source>
        <translation>请选择更小的--shard-size。</translation>
    </message>
    <message>
        <source>Choose an adapter that was made for this architecture, or the model it was made for.</source>
        <translation>请选择为这一架构制作的适配器，或它所针对的模型。</translation>
    </message>
    <message>
        <source>Choose another --out, or --overwrite.</source>
        <translation>请另选--out，或使用--overwrite。</translation>
    </message>
    <message>
        <source>Choose another --out, or replace it with --overwrite.</source>
        <translation>请另选--out，或用--overwrite替换它。</translation>
    </message>
    <message>
        <source>Choose another --out.</source>
        <translation>请另选--out。</translation>
    </message>
    <message>
        <source>Choose another engine interpreter.</source>
        <translation>请选择其他引擎解释器。</translation>
    </message>
    <message>
        <source>Choose another fine-tune of the base as target.</source>
        <translation>请选择该基座的另一个微调模型作为目标。</translation>
    </message>
    <message>
        <source>Choose another folder, or change its permissions.</source>
        <translation>请选择其他文件夹，或更改其权限。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another interpreter.</source>
        <translation>请选择其他解释器。</translation>
    </message>
    <message>
        <source>Choose another name, or say that it is to be public (--public).</source>
        <translation>请另选名称，或说明它应为公开（--public）。</translation>
    </message>
    <message>
        <source>Choose another name, or say that it is to be public.</source>
        <translation>请另选名称，或说明它应为公开。</translation>
    </message>
    <message>
        <source>Choose another name, or say that it may (--existing).</source>
        <translation>请另选名称，或说明可以加入该仓库（--existing）。</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>请选择其他位置。</translation>
    </message>
    <message>
        <source>Choose another repository.</source>
        <translation>请选择其他仓库。</translation>
    </message>
    <message>
        <source>Choose models that were trained from the same base.</source>
        <translation>请选择从同一基座训练而来的模型。</translation>
    </message>
    <message>
        <source>Choose other tensors with --include, or --embeddings lora.</source>
        <translation>请用--include选择其他张量，或使用--embeddings lora。</translation>
    </message>
    <message>
        <source>Choose the fine-tune that has the ability as donor, and the model it was trained from as base.</source>
        <translation>请选择具有该能力的微调模型作为供体，选择它训练时所用的模型作为基座。</translation>
    </message>
    <message>
        <source>Choose the transfer lfs.</source>
        <translation>请选择传输方式 lfs。</translation>
    </message>
    <message>
        <source>Close other programs, or choose fewer threads.</source>
        <translation>请关闭其他程序，或减少线程数。</translation>
    </message>
    <message>
        <source>Close other programs, or use fewer --threads.</source>
        <translation>请关闭其他程序，或减少--threads。</translation>
    </message>
    <message>
        <source>Close other programs, take a smaller model, or ask it on a server (--engine URL).</source>
        <translation>请关闭其他程序、换用较小的模型，或改用服务器（--engine URL）。</translation>
    </message>
    <message>
        <source>Close what else uses it, or choose the device cpu.</source>
        <translation>请关闭其他使用它的程序，或选择设备 cpu。</translation>
    </message>
    <message>
        <source>Combine adapters of the same model.</source>
        <translation>请组合同一模型的适配器。</translation>
    </message>
    <message>
        <source>Compare again.</source>
        <translation>请重新比较。</translation>
    </message>
    <message>
        <source>Compare config.json with the one of the model&apos;s repository.</source>
        <translation>请与该模型仓库中的 config.json 对照。</translation>
    </message>
    <message>
        <source>Compare it with the config.json of the model it was made from.</source>
        <translation>请与它所源自的模型的 config.json 对照。</translation>
    </message>
    <message>
        <source>Compare it with the config.json of the model&apos;s repository.</source>
        <translation>请与该模型仓库中的 config.json 对照。</translation>
    </message>
    <message>
        <source>Compare the two models again.</source>
        <translation>请重新比较这两个模型。</translation>
    </message>
    <message>
        <source>Convert it to PEFT&apos;s format first.</source>
        <translation>请先转换为 PEFT 格式。</translation>
    </message>
    <message>
        <source>Copy it whole from the Hub&apos;s page Settings → Access Tokens.</source>
        <translation>请从 Hub 的 Settings → Access Tokens 页面完整复制。</translation>
    </message>
    <message>
        <source>Copy the file into the folder.</source>
        <translation>请将文件复制到文件夹中。</translation>
    </message>
    <message>
        <source>Copy the model into a folder of its own.</source>
        <translation>请将模型复制到它自己的文件夹中。</translation>
    </message>
    <message>
        <source>Correct it.</source>
        <translation>请更正。</translation>
    </message>
    <message>
        <source>Donor and target are the same files: the target has the ability already.</source>
        <translation>供体和目标是相同的文件：目标已经有这项能力。</translation>
    </message>
    <message>
        <source>Download both again.</source>
        <translation>请重新下载两者。</translation>
    </message>
    <message>
        <source>Download config.json and the weights again.</source>
        <translation>请重新下载 config.json 和权重。</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>Download it first (graftwork hub download {name}) and name its folder.</source>
        <translation>请先下载（graftwork hub download {name}），再指定其文件夹。</translation>
    </message>
    <message>
        <source>Download it first.</source>
        <translation>请先下载。</translation>
    </message>
    <message>
        <source>Download the file again, or remove it.</source>
        <translation>请重新下载该文件，或将其删除。</translation>
    </message>
    <message>
        <source>Download the file again.</source>
        <translation>请重新下载该文件。</translation>
    </message>
    <message>
        <source>Download the index too.</source>
        <translation>请同时下载索引。</translation>
    </message>
    <message>
        <source>Download the model again, or save it again with transformers.</source>
        <translation>请重新下载该模型，或用 transformers 重新保存。</translation>
    </message>
    <message>
        <source>Download the model again.</source>
        <translation>请重新下载该模型。</translation>
    </message>
    <message>
        <source>Download the repository again.</source>
        <translation>请重新下载该仓库。</translation>
    </message>
    <message>
        <source>Download the repository first.</source>
        <translation>请先下载该仓库。</translation>
    </message>
    <message>
        <source>Download the repository instead.</source>
        <translation>请改为下载整个仓库。</translation>
    </message>
    <message>
        <source>Download the whole repository again.</source>
        <translation>请重新下载整个仓库。</translation>
    </message>
    <message>
        <source>Embedding and head are tied in all or in none.</source>
        <translation>嵌入与输出头要么全部共享，要么全部不共享。</translation>
    </message>
    <message>
        <source>Every layer sees only the last {sliding} of up to {window} tokens.</source>
        <translation>每一层只能看到最多 {window} 个词元中的最后 {sliding} 个。</translation>
    </message>
    <message>
        <source>Every paragraph of {path} holds control tokens of the model, such as {next}.</source>
        <translation>{path} 的每一段都含有模型的控制词元，例如 {next}。</translation>
    </message>
    <message>
        <source>Every tensor has the same shape.</source>
        <translation>每个张量的形状都相同。</translation>
    </message>
    <message>
        <source>Everything in {name} lands on the target.</source>
        <translation>{name} 中的一切都能落到目标上。</translation>
    </message>
    <message>
        <source>Extract an adapter from it first.</source>
        <translation>请先从中提取适配器。</translation>
    </message>
    <message>
        <source>Extract it again with Graftwork, or leave --ranks out.</source>
        <translation>请用 Graftwork 重新提取，或不使用 --ranks。</translation>
    </message>
    <message>
        <source>Extract it again with Graftwork, or leave it at its own rank.</source>
        <translation>请用 Graftwork 重新提取，或保持其原有的秩。</translation>
    </message>
    <message>
        <source>Extract the adapter again.</source>
        <translation>请重新提取适配器。</translation>
    </message>
    <message>
        <source>Find out which of the two the weights were trained with.</source>
        <translation>请弄清权重是用哪一个训练的。</translation>
    </message>
    <message>
        <source>Finish that job, remove the folder, choose another --out, or discard it with --overwrite.</source>
        <translation>请完成那个任务、删除该文件夹、另选--out，或用--overwrite放弃它。</translation>
    </message>
    <message>
        <source>Finish them first.</source>
        <translation>请先完成它们。</translation>
    </message>
    <message>
        <source>First stop it: graftwork jobs cancel {id}</source>
        <translation>请先停止它：graftwork jobs cancel {id}</translation>
    </message>
    <message>
        <source>Free some space and run the job again. {kept}</source>
        <translation>请腾出空间，然后重新运行任务。{kept}</translation>
    </message>
    <message>
        <source>Free some space and run the job again: it goes on where it stopped.</source>
        <translation>请腾出空间，然后重新运行任务：它会从中断处继续。</translation>
    </message>
    <message>
        <source>Free some space, or choose a folder on another disk.</source>
        <translation>请腾出空间，或选择其他磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>Free some space, or choose an --out on another disk.</source>
        <translation>请腾出空间，或选择其他磁盘上的--out。</translation>
    </message>
    <message>
        <source>Free some space, or use --stream, which keeps two files at a time.</source>
        <translation>请腾出空间，或使用--stream，它同时只保留两个文件。</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>请腾出空间。</translation>
    </message>
    <message>
        <source>Give a finite number.</source>
        <translation>请给出有限的数值。</translation>
    </message>
    <message>
        <source>Give a larger --size, or leave modules out with --include or --exclude.</source>
        <translation>请给出更大的--size，或用--include或--exclude排除一些模块。</translation>
    </message>
    <message>
        <source>Give a part of it.</source>
        <translation>请只给出其中一部分。</translation>
    </message>
    <message>
        <source>Give a results folder of Graftwork.</source>
        <translation>请给出 Graftwork 的结果文件夹。</translation>
    </message>
    <message>
        <source>Give each sentence in filler.sentences and filler.openings words of its own.</source>
        <translation>请让 filler.sentences 和 filler.openings 中的每个句子都有自己的词语。</translation>
    </message>
    <message>
        <source>Give fewer files.</source>
        <translation>请减少文件数量。</translation>
    </message>
    <message>
        <source>Give fewer.</source>
        <translation>请减少数量。</translation>
    </message>
    <message>
        <source>Give longer lengths.</source>
        <translation>请给出更长的长度。</translation>
    </message>
    <message>
        <source>Give more of the id.</source>
        <translation>请给出更完整的编号。</translation>
    </message>
    <message>
        <source>Give the folder of a haystack run.</source>
        <translation>请给出大海捞针检查的文件夹。</translation>
    </message>
    <message>
        <source>Give the model that was tested.</source>
        <translation>请给出被测试的模型。</translation>
    </message>
    <message>
        <source>Give the same preset, lengths, language, seed and grading, or name the baseline&apos;s model instead.</source>
        <translation>请给出相同的预设、长度、语言、种子和评分方式，或改为指定基线的模型。</translation>
    </message>
    <message>
        <source>Give the server a longer context (vLLM: --max-model-len, llama.cpp: -c, Ollama: num_ctx).</source>
        <translation>请为服务器设置更长的上下文（vLLM：--max-model-len，llama.cpp：-c，Ollama：num_ctx）。</translation>
    </message>
    <message>
        <source>Grade what it writes instead.</source>
        <translation>请改为评判它写出的内容。</translation>
    </message>
    <message>
        <source>Graft the context of a model that has it; a larger number alone does not make the model read further.</source>
        <translation>请嫁接长上下文模型的上下文；仅仅调大数字并不能让模型读得更远。</translation>
    </message>
    <message>
        <source>Graftwork does not follow it there; check the endpoint.</source>
        <translation>Graftwork 不会跟随；请检查端点地址。</translation>
    </message>
    <message>
        <source>Graftwork does not go there; check the endpoint.</source>
        <translation>Graftwork 不会前往那里；请检查端点地址。</translation>
    </message>
    <message>
        <source>Graftwork failed in a way it should not: {what}</source>
        <translation>Graftwork 出现了不应发生的错误：{what}</translation>
    </message>
    <message>
        <source>Graftwork merges language models.</source>
        <translation>Graftwork 合并的是语言模型。</translation>
    </message>
    <message>
        <source>If the weights really are plain, remove that entry from config.json; otherwise use the 16-bit original model.</source>
        <translation>如果权重确实未量化，请从 config.json 中删除该条目；否则请使用 16 位的原始模型。</translation>
    </message>
    <message>
        <source>Install Graftwork with its requirements there, or choose another engine interpreter.</source>
        <translation>请在那里安装 Graftwork 及其所需的软件包，或选择其他引擎解释器。</translation>
    </message>
    <message>
        <source>Install it, or choose the transfer lfs.</source>
        <translation>请安装它，或选择传输方式 lfs。</translation>
    </message>
    <message>
        <source>Install its certificate on this computer, or use the address the certificate is for.</source>
        <translation>请在本机安装其证书，或使用证书所对应的地址。</translation>
    </message>
    <message>
        <source>Install the version that Graftwork&apos;s constraints name.</source>
        <translation>请安装 Graftwork 的约束文件所指定的版本。</translation>
    </message>
    <message>
        <source>It can be {kinds}.</source>
        <translation>可以是 {kinds}。</translation>
    </message>
    <message>
        <source>It does not follow the task, so no adapter can be judged by it: check its template or try another --task.</source>
        <translation>它不按任务作答，因此无法据此评判适配器：请检查其模板，或换一个 --task。</translation>
    </message>
    <message>
        <source>It goes on where it stopped.</source>
        <translation>它会从中断处继续。</translation>
    </message>
    <message>
        <source>It has blanks or signs in it.</source>
        <translation>其中含有空格或符号。</translation>
    </message>
    <message>
        <source>It has {have}.</source>
        <translation>它有 {have}。</translation>
    </message>
    <message>
        <source>It has {shown}{more}. {name_hint}</source>
        <translation>它有 {shown}{more}。{name_hint}</translation>
    </message>
    <message>
        <source>It ignores the model&apos;s name: start it with the model to check, or name the one it has.</source>
        <translation>它忽略模型名称：请用要检查的模型启动它，或指定它所提供的模型。</translation>
    </message>
    <message>
        <source>It is a rule of thumb: check how far the model really finds what was said.</source>
        <translation>这只是经验法则：请检查模型实际能找到多远。</translation>
    </message>
    <message>
        <source>It is asked all the same.</source>
        <translation>仍会照常提问。</translation>
    </message>
    <message>
        <source>It is damaged, or not a safetensors file.</source>
        <translation>它已损坏，或不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>It is damaged, or not a safetensors file: choose another.</source>
        <translation>它已损坏，或不是 safetensors 文件：请另选一个。</translation>
    </message>
    <message>
        <source>It is no results file of Graftwork.</source>
        <translation>它不是 Graftwork 的结果文件。</translation>
    </message>
    <message>
        <source>It needs a name, language, filler and so on.</source>
        <translation>它需要名称、语言、填充文本等内容。</translation>
    </message>
    <message>
        <source>It serves another model: start it with the model to check, or give the folder of the one it has.</source>
        <translation>它提供的是另一个模型：请用要检查的模型启动它，或给出它所提供模型的文件夹。</translation>
    </message>
    <message>
        <source>It uses {name}: {why}, which can&apos;t be merged.</source>
        <translation>它使用了 {name}：{why}，因此无法合并。</translation>
    </message>
    <message>
        <source>It was started with {start}, which changes the base&apos;s own weights: it is valid only on that changed base. Convert it with PEFT (save_pretrained with path_initial_model_for_weight_conversion) and use the result.</source>
        <translation>它以 {start} 初始化，这会改变基座自身的权重：它只在改变后的基座上有效。请用 PEFT 转换（save_pretrained 加 path_initial_model_for_weight_conversion），然后使用转换结果。</translation>
    </message>
    <message>
        <source>It was trained on a quantized base ({base}); on the 16-bit original it may behave a little differently.</source>
        <translation>它是在量化的基座（{base}）上训练的；在 16 位原始模型上的表现可能略有不同。</translation>
    </message>
    <message>
        <source>Its config.json does not belong to these weights: download both again.</source>
        <translation>它的 config.json 不属于这些权重：请重新下载两者。</translation>
    </message>
    <message>
        <source>Its log may say why.</source>
        <translation>它的日志也许会说明原因。</translation>
    </message>
    <message>
        <source>Its log says more.</source>
        <translation>它的日志中有更多信息。</translation>
    </message>
    <message>
        <source>Its log says what it is doing; a shorter length takes less time.</source>
        <translation>它的日志会说明它在做什么；较短的长度用时更少。</translation>
    </message>
    <message>
        <source>Its log says why.</source>
        <translation>它的日志会说明原因。</translation>
    </message>
    <message>
        <source>Its prompts cannot be rebuilt.</source>
        <translation>无法重建其提示。</translation>
    </message>
    <message>
        <source>Its setting {name} is not known to Graftwork and may change the result.</source>
        <translation>Graftwork 不认识它的设置 {name}，该设置可能改变结果。</translation>
    </message>
    <message>
        <source>Its tokenizer does not belong to its weights: download both again.</source>
        <translation>它的分词器不属于它的权重：请重新下载两者。</translation>
    </message>
    <message>
        <source>Job {id} already runs.</source>
        <translation>任务 {id} 已在运行。</translation>
    </message>
    <message>
        <source>Job {id} does not wait in the queue: it is {status}.</source>
        <translation>任务 {id} 不在队列中等待：它的状态是 {status}。</translation>
    </message>
    <message>
        <source>Job {id} is running.</source>
        <translation>任务 {id} 正在运行。</translation>
    </message>
    <message>
        <source>Job {id} is {status}.</source>
        <translation>任务 {id} 的状态是 {status}。</translation>
    </message>
    <message>
        <source>Keep the folder and report this as a bug.</source>
        <translation>请保留该文件夹，并将此问题作为程序错误报告。</translation>
    </message>
    <message>
        <source>Keep the target&apos;s with --context keep if the graft is not about context length.</source>
        <translation>如果这次嫁接与上下文长度无关，请用--context keep保留目标的设置。</translation>
    </message>
    <message>
        <source>Leave --language out.</source>
        <translation>请不要使用 --language。</translation>
    </message>
    <message>
        <source>Leave embeddings and head out of the graft, which is the default.</source>
        <translation>嫁接时不要包含嵌入和输出头（这是默认设置）。</translation>
    </message>
    <message>
        <source>Leave it alone, and try again.</source>
        <translation>请不要改动它，然后重试。</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>请去掉它。</translation>
    </message>
    <message>
        <source>Leave them out; put the key into the environment variable GRAFTWORK_API_KEY.</source>
        <translation>请去掉它们；密钥请放入环境变量 GRAFTWORK_API_KEY。</translation>
    </message>
    <message>
        <source>Left out, being too short for a needle and its question: {missing} tokens.</source>
        <translation>已略去，因为太短，放不下针及其问题：{missing} 个词元。</translation>
    </message>
    <message>
        <source>Left out: {told}. {message}</source>
        <translation>已略去：{told}。{message}</translation>
    </message>
    <message>
        <source>Let it serve the model to check and no other.</source>
        <translation>请让它只提供要检查的模型。</translation>
    </message>
    <message>
        <source>Line {number} of {file} has more than {most_line} MiB.</source>
        <translation>{file} 的第 {number} 行超过 {most_line} MiB。</translation>
    </message>
    <message>
        <source>Log in (graftwork hub login) and ask for access at {page}.</source>
        <translation>请登录（graftwork hub login），并在 {page} 申请权限。</translation>
    </message>
    <message>
        <source>Log in again: graftwork hub login.</source>
        <translation>请重新登录：graftwork hub login。</translation>
    </message>
    <message>
        <source>Log in instead of putting it there.</source>
        <translation>请改为登录，不要写在那里。</translation>
    </message>
    <message>
        <source>Log in with a token instead.</source>
        <translation>请改用令牌登录。</translation>
    </message>
    <message>
        <source>Log in with a token that may write.</source>
        <translation>请用有写权限的令牌登录。</translation>
    </message>
    <message>
        <source>Log in: graftwork hub login.</source>
        <translation>请登录：graftwork hub login。</translation>
    </message>
    <message>
        <source>Look at another module.</source>
        <translation>请查看其他模块。</translation>
    </message>
    <message>
        <source>Look at it again, then repeat what you did.</source>
        <translation>请重新查看，然后重复您的操作。</translation>
    </message>
    <message>
        <source>Look at its output.</source>
        <translation>请查看其输出。</translation>
    </message>
    <message>
        <source>Look at its settings on the Hub.</source>
        <translation>请在 Hub 上查看其设置。</translation>
    </message>
    <message>
        <source>Look at the 16-bit original of the model.</source>
        <translation>请查看该模型的 16 位原始版本。</translation>
    </message>
    <message>
        <source>Look at the disk and the permissions.</source>
        <translation>请检查磁盘和权限。</translation>
    </message>
    <message>
        <source>Look at the disk, then run the check again: it goes on where it stopped.</source>
        <translation>请检查磁盘，然后重新运行检查：它会从中断处继续。</translation>
    </message>
    <message>
        <source>Look at the disk, then run the job again. {kept}</source>
        <translation>请检查磁盘，然后重新运行任务。{kept}</translation>
    </message>
    <message>
        <source>Look at the disk.</source>
        <translation>请检查磁盘。</translation>
    </message>
    <message>
        <source>Look at the folder and its disk.</source>
        <translation>请检查该文件夹及其磁盘。</translation>
    </message>
    <message>
        <source>Look at the model again, then choose what to fix.</source>
        <translation>请重新查看该模型，然后选择要修复的内容。</translation>
    </message>
    <message>
        <source>Look at the repository, and upload again.</source>
        <translation>请查看该仓库，然后重新上传。</translation>
    </message>
    <message>
        <source>Look at the repository.</source>
        <translation>请查看该仓库。</translation>
    </message>
    <message>
        <source>Loosen --include and --exclude.</source>
        <translation>请放宽--include和--exclude。</translation>
    </message>
    <message>
        <source>Make room, or write somewhere else.</source>
        <translation>请腾出空间，或写到其他位置。</translation>
    </message>
    <message>
        <source>Make sure that both come from the same base.</source>
        <translation>请确认两者来自同一基座。</translation>
    </message>
    <message>
        <source>Make sure that both use the same tokenizer.</source>
        <translation>请确认两者使用相同的分词器。</translation>
    </message>
    <message>
        <source>Make sure that the base is the very checkpoint the others were trained from.</source>
        <translation>请确认基座正是其他模型训练时所用的检查点。</translation>
    </message>
    <message>
        <source>Make sure that the folder can be written and its disk is not full, move a broken file away, or set GRAFTWORK_HOME to another folder.</source>
        <translation>请确认该文件夹可以写入且磁盘未满，移走损坏的文件，或将 GRAFTWORK_HOME 设为其他文件夹。</translation>
    </message>
    <message>
        <source>Memory ran short: {tokens} tokens at once instead of {halved_at}.</source>
        <translation>内存不足：每次处理 {tokens} 个词元，而不是 {halved_at} 个。</translation>
    </message>
    <message>
        <source>Mend the file.</source>
        <translation>请修正该文件。</translation>
    </message>
    <message>
        <source>Merge again with --shard-size 5GB.</source>
        <translation>请用--shard-size 5GB 重新合并。</translation>
    </message>
    <message>
        <source>Merge again, or name the donor.</source>
        <translation>请重新合并，或指定供体。</translation>
    </message>
    <message>
        <source>Merge and check each setting by itself (graftwork merge, graftwork haystack).</source>
        <translation>请逐一合并并检查每个设置（graftwork merge、graftwork haystack）。</translation>
    </message>
    <message>
        <source>Merge instead.</source>
        <translation>请改为合并。</translation>
    </message>
    <message>
        <source>Merge it first (graftwork merge), and check the merged model.</source>
        <translation>请先合并（graftwork merge），再检查合并后的模型。</translation>
    </message>
    <message>
        <source>Merge it with PEFT (merge_and_unload), or convert it to LoRA there (save_as_lora).</source>
        <translation>请用 PEFT 合并（merge_and_unload），或在那里转换为 LoRA（save_as_lora）。</translation>
    </message>
    <message>
        <source>Merge one of them, or extract their differences as adapters that add.</source>
        <translation>请合并其中一个，或将它们的差异提取为可叠加的适配器。</translation>
    </message>
    <message>
        <source>Merge the adapters into separate models, or use one of them.</source>
        <translation>请将这些适配器合并到不同的模型中，或只使用其中一个。</translation>
    </message>
    <message>
        <source>Merge the adapters one beside the other instead.</source>
        <translation>请改为将这些适配器并列合并。</translation>
    </message>
    <message>
        <source>Merge them with the --context you want, then check the merged model.</source>
        <translation>请用您想要的--context合并它们，再检查合并后的模型。</translation>
    </message>
    <message>
        <source>Merge this adapter with PEFT.</source>
        <translation>请用 PEFT 合并这个适配器。</translation>
    </message>
    <message>
        <source>Move it away and run the job again to finish it.</source>
        <translation>请移走它，然后重新运行任务以完成。</translation>
    </message>
    <message>
        <source>Move it away by hand.</source>
        <translation>请手动移走它。</translation>
    </message>
    <message>
        <source>Move it away to fix the model anew.</source>
        <translation>请移走它，以便重新修复模型。</translation>
    </message>
    <message>
        <source>NaN or infinite weights are in {bad} tensor: {named}.</source>
        <translation>{bad} 个张量含有 NaN 或无穷大的权重：{named}。</translation>
    </message>
    <message>
        <source>NaN or infinite weights are in {bad} tensors: {named}.</source>
        <translation>{bad} 个张量含有 NaN 或无穷大的权重：{named}。</translation>
    </message>
    <message>
        <source>Name a new folder, or move it away.</source>
        <translation>请指定新的文件夹，或移走它。</translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation>请指定新的文件夹。</translation>
    </message>
    <message>
        <source>Name another group, or all.</source>
        <translation>请指定其他组，或全部。</translation>
    </message>
    <message>
        <source>Name it with --model-name, as the server calls it (for transformers serve: the folder or name that it was started with).</source>
        <translation>请用 --model-name 指定服务器所用的名称（对于 transformers serve：启动它时所用的文件夹或名称）。</translation>
    </message>
    <message>
        <source>Name one with --model-name.</source>
        <translation>请用 --model-name 指定一个。</translation>
    </message>
    <message>
        <source>Needles are up to {needles} % of a text; longer lengths or fewer repeats make it less.</source>
        <translation>针最多占文本的 {needles} %；增加长度或减少重复可降低比例。</translation>
    </message>
    <message>
        <source>No linear layer differs between {base} and {donor} (but {differing} does).</source>
        <translation>{base} 与 {donor} 之间没有不同的线性层（但 {differing} 不同）。</translation>
    </message>
    <message>
        <source>No model brings code of its own.</source>
        <translation>没有模型自带代码。</translation>
    </message>
    <message>
        <source>No module of {folder} belongs to {modules}.</source>
        <translation>{folder} 中没有属于 {modules} 的模块。</translation>
    </message>
    <message>
        <source>No reach can be predicted for it.</source>
        <translation>无法预测其有效距离。</translation>
    </message>
    <message>
        <source>No tensor is left to extract from.</source>
        <translation>没有剩下可提取的张量。</translation>
    </message>
    <message>
        <source>No weights are quantized.</source>
        <translation>没有量化的权重。</translation>
    </message>
    <message>
        <source>Nobody is logged in at {host}.</source>
        <translation>尚未登录 {host}。</translation>
    </message>
    <message>
        <source>None of these findings has a fix that could be written.</source>
        <translation>这些发现都没有可以写入的修复。</translation>
    </message>
    <message>
        <source>Norms, activation and attention are set alike.</source>
        <translation>归一化、激活函数和注意力的设置相同。</translation>
    </message>
    <message>
        <source>Not all layers keep every token&apos;s keys and values: every question reads its whole prompt.</source>
        <translation>并非所有层都保留每个词元的键和值：每个问题都要读取完整的提示。</translation>
    </message>
    <message>
        <source>Nothing has to be done: such a model is checked the exact, slower way.</source>
        <translation>无需处理：这样的模型会用精确但较慢的方式检查。</translation>
    </message>
    <message>
        <source>Nothing of theirs was overwritten. Look at it, then upload again.</source>
        <translation>未覆盖他人的任何内容。请查看后重新上传。</translation>
    </message>
    <message>
        <source>Nothing to do unless you carry embeddings over: rows beyond the common ones stay the target&apos;s.</source>
        <translation>除非要带上嵌入，否则无需处理：共同行之外的行保持目标的原样。</translation>
    </message>
    <message>
        <source>Nothing was fixed in {folder} that could be undone.</source>
        <translation>{folder} 中没有可以撤销的修复。</translation>
    </message>
    <message>
        <source>Nothing was sent; make it private on its page first.</source>
        <translation>未发送任何内容；请先在其页面上改为私有。</translation>
    </message>
    <message>
        <source>Nothing was undone; compare the files with the model they came from.</source>
        <translation>未撤销任何内容；请与这些文件所源自的模型比较。</translation>
    </message>
    <message>
        <source>One adapter replaces {name} {shape} by one of {new}, and another change was made for the old one.</source>
        <translation>一个适配器将 {name} {shape} 替换为 {new} 的张量，而另一处更改是针对原张量制作的。</translation>
    </message>
    <message>
        <source>Only a job that stopped or failed can be queued again.</source>
        <translation>只有已停止或失败的任务才能重新排队。</translation>
    </message>
    <message>
        <source>Only tensors that both have are used; the target keeps its own.</source>
        <translation>只使用两者共有的张量；目标保留自己的张量。</translation>
    </message>
    <message>
        <source>Only {survival} of the change is left after rounding: it is small beside the weights&apos; steps.</source>
        <translation>舍入后只剩下 {survival} 的更改：与权重的步长相比太小。</translation>
    </message>
    <message>
        <source>PEFT can&apos;t apply {path} to {folder}: {value}.</source>
        <translation>PEFT 无法将 {path} 应用到 {folder}：{value}。</translation>
    </message>
    <message>
        <source>PEFT finds {layers} of the {modules} modules of {path}.</source>
        <translation>PEFT 在 {path} 的 {modules} 个模块中只找到 {layers} 个。</translation>
    </message>
    <message>
        <source>Parameter {name} is stored on disk in a rearranged form that Graftwork cannot follow.</source>
        <translation>参数 {name} 在磁盘上以 Graftwork 无法理解的重排形式存储。</translation>
    </message>
    <message>
        <source>Pick a language model.</source>
        <translation>请选择语言模型。</translation>
    </message>
    <message>
        <source>Pick a repository that has its weights as safetensors, or convert it where you trust it.</source>
        <translation>请选择以 safetensors 存放权重的仓库，或在您信任的环境中转换。</translation>
    </message>
    <message>
        <source>Pick the folder of a complete model.</source>
        <translation>请选择完整模型的文件夹。</translation>
    </message>
    <message>
        <source>Pick the folder that holds the adapter.</source>
        <translation>请选择包含适配器的文件夹。</translation>
    </message>
    <message>
        <source>Pick the folder that holds the model&apos;s config.json.</source>
        <translation>请选择包含模型 config.json 的文件夹。</translation>
    </message>
    <message>
        <source>Pick the folder that holds the model&apos;s weights.</source>
        <translation>请选择包含模型权重的文件夹。</translation>
    </message>
    <message>
        <source>Pick the folder that was repaired.</source>
        <translation>请选择修复过的文件夹。</translation>
    </message>
    <message>
        <source>Pick the original checkpoint in safetensors.</source>
        <translation>请选择 safetensors 格式的原始检查点。</translation>
    </message>
    <message>
        <source>Pick the original model in safetensors.</source>
        <translation>请选择 safetensors 格式的原始模型。</translation>
    </message>
    <message>
        <source>Pick the repository of a model or an adapter.</source>
        <translation>请选择模型或适配器的仓库。</translation>
    </message>
    <message>
        <source>Pickles can run code when read, so Graftwork never opens them: save the model as safetensors (transformers: save_pretrained), or pick a repository that has them.</source>
        <translation>pickle 在读取时可能运行代码，因此 Graftwork 从不打开：请将模型保存为 safetensors（transformers：save_pretrained），或选择提供 safetensors 的仓库。</translation>
    </message>
    <message>
        <source>Pickles can run code when read. Load it once with PEFT where you trust it, and save it as safetensors.</source>
        <translation>pickle 在读取时可能运行代码。请在您信任的环境中用 PEFT 加载一次，再保存为 safetensors。</translation>
    </message>
    <message>
        <source>Prompt and answer of {tokens} tokens do not fit the server&apos;s context of {room}.</source>
        <translation>提示和回答共 {tokens} 个词元，超出服务器 {room} 的上下文。</translation>
    </message>
    <message>
        <source>Prompt and reply may have {longest} tokens, and the model&apos;s window is {window}.</source>
        <translation>提示和回复可能达到 {longest} 个词元，而模型的窗口为 {window}。</translation>
    </message>
    <message>
        <source>Publish as {name}/{value}.</source>
        <translation>请以 {name}/{value} 发布。</translation>
    </message>
    <message>
        <source>Put its key into the environment variable GRAFTWORK_API_KEY.</source>
        <translation>请将其密钥放入环境变量 GRAFTWORK_API_KEY。</translation>
    </message>
    <message>
        <source>README.md has {size} bytes, too much for a card.</source>
        <translation>README.md 有 {size} 字节，作为卡片太大。</translation>
    </message>
    <message>
        <source>README.md&apos;s head is not a table.</source>
        <translation>README.md 的开头不是表。</translation>
    </message>
    <message>
        <source>Raise max_position_embeddings.</source>
        <translation>请调大 max_position_embeddings。</translation>
    </message>
    <message>
        <source>Raise the limit to the window.</source>
        <translation>请把上限提高到窗口大小。</translation>
    </message>
    <message>
        <source>Ranks begin at 1.</source>
        <translation>秩从 1 开始。</translation>
    </message>
    <message>
        <source>Remove it before you publish the folder.</source>
        <translation>发布该文件夹之前请先删除。</translation>
    </message>
    <message>
        <source>Remove it yourself, or choose another --out.</source>
        <translation>请自行删除它，或另选--out。</translation>
    </message>
    <message>
        <source>Remove it, or choose another --out.</source>
        <translation>请删除它，或另选--out。</translation>
    </message>
    <message>
        <source>Remove its .gitignore first.</source>
        <translation>请先删除其 .gitignore。</translation>
    </message>
    <message>
        <source>Rename it.</source>
        <translation>请将其改名。</translation>
    </message>
    <message>
        <source>Report it, with the folder&apos;s config.json.</source>
        <translation>请报告此问题，并附上该文件夹的 config.json。</translation>
    </message>
    <message>
        <source>RoPE of type {kind} depends on a prompt&apos;s length: every question reads its whole prompt.</source>
        <translation>{kind} 类型的 RoPE 取决于提示的长度：每个问题都要读取完整的提示。</translation>
    </message>
    <message>
        <source>RoPE scaling is {scaling}, but the model that the ability comes from uses {wanted_scaling}.</source>
        <translation>RoPE 缩放为 {scaling}，而能力来源模型使用 {wanted_scaling}。</translation>
    </message>
    <message>
        <source>RoPE scaling {scaling} chooses its frequencies by the length of what is read at once: a prompt in pieces, or a reused prefix, gives other results than the whole prompt.</source>
        <translation>RoPE 缩放 {scaling} 按一次读入的长度选择频率：分段输入或复用前缀，与完整输入的结果不同。</translation>
    </message>
    <message>
        <source>RoPE scaling {scaling} lacks original_max_position_embeddings: transformers 5 takes the window of {window} tokens for it, others something else.</source>
        <translation>RoPE 缩放 {scaling} 缺少 original_max_position_embeddings：transformers 5 以 {window} 个词元的窗口代替，其他程序则各不相同。</translation>
    </message>
    <message>
        <source>RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}.</source>
        <translation>RoPE theta 为 {theta}，而能力来源模型使用 {wanted_theta}。</translation>
    </message>
    <message>
        <source>RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}: the predicted reach is {reach} tokens instead of {wanted_reach}.</source>
        <translation>RoPE theta 为 {theta}，而能力来源模型使用 {wanted_theta}：预计有效距离为{reach} 个词元，而不是{wanted_reach}。</translation>
    </message>
    <message>
        <source>Rows beyond the common ones are left as the target has them, and the target&apos;s tokenizer is kept.</source>
        <translation>共同行之外的行保持目标的原样，并保留目标的分词器。</translation>
    </message>
    <message>
        <source>Run both with the same plan, seed, text and tokenizer.</source>
        <translation>请用相同的计划、种子、文本和分词器运行两者。</translation>
    </message>
    <message>
        <source>Run the check again.</source>
        <translation>请重新运行检查。</translation>
    </message>
    <message>
        <source>Run the same command again to resume it.</source>
        <translation>请重新运行同一命令以继续。</translation>
    </message>
    <message>
        <source>Run the same job again to continue where it stopped.</source>
        <translation>请重新运行同一任务，从中断处继续。</translation>
    </message>
    <message>
        <source>Run the sweep again.</source>
        <translation>请重新运行扫描。</translation>
    </message>
    <message>
        <source>Save both with the same version of transformers, or choose models of the same architecture.</source>
        <translation>请用同一版本的 transformers 保存两者，或选择相同架构的模型。</translation>
    </message>
    <message>
        <source>Save each into a folder of its own.</source>
        <translation>请将它们分别保存到各自的文件夹中。</translation>
    </message>
    <message>
        <source>Save it as UTF-8.</source>
        <translation>请保存为 UTF-8。</translation>
    </message>
    <message>
        <source>Save it as plain UTF-8 text.</source>
        <translation>请保存为 UTF-8 纯文本。</translation>
    </message>
    <message>
        <source>Save it as plain text.</source>
        <translation>请保存为纯文本。</translation>
    </message>
    <message>
        <source>Save the adapter again with one of them.</source>
        <translation>请只保留其中之一，重新保存适配器。</translation>
    </message>
    <message>
        <source>Save the adapter again.</source>
        <translation>请重新保存适配器。</translation>
    </message>
    <message>
        <source>Say which with --context keep or --context TOKENS.</source>
        <translation>请用--context keep或--context TOKENS 指定采用哪一种。</translation>
    </message>
    <message>
        <source>See {page}</source>
        <translation>请见 {page}</translation>
    </message>
    <message>
        <source>Set GRAFTWORK_HOME to another folder.</source>
        <translation>请将 GRAFTWORK_HOME 设为其他文件夹。</translation>
    </message>
    <message>
        <source>Several jobs begin with {job_id}.</source>
        <translation>有多个任务以 {job_id} 开头。</translation>
    </message>
    <message>
        <source>Some layers see a sliding window only: every question works on a copy of the context.</source>
        <translation>有些层只看滑动窗口：每个问题都在上下文的副本上进行。</translation>
    </message>
    <message>
        <source>Some layers see only the last {sliding} of up to {window} tokens.</source>
        <translation>有些层只能看到最多 {window} 个词元中的最后 {sliding} 个。</translation>
    </message>
    <message>
        <source>Somebody else changed the repository in the meantime.</source>
        <translation>其间他人更改了该仓库。</translation>
    </message>
    <message>
        <source>Somebody else changed {repo_id} while the files were sent.</source>
        <translation>发送文件期间，他人更改了 {repo_id}。</translation>
    </message>
    <message>
        <source>Something outside of Graftwork ended the worker process ({name}).</source>
        <translation>Graftwork 之外的程序结束了工作进程（{name}）。</translation>
    </message>
    <message>
        <source>Start again if that was a mistake.</source>
        <translation>如果是误操作，请重新开始。</translation>
    </message>
    <message>
        <source>Start another one.</source>
        <translation>请另启动一个。</translation>
    </message>
    <message>
        <source>Start it with a longer one (vLLM: --max-model-len, llama.cpp: -c).</source>
        <translation>请用更长的上下文启动它（vLLM：--max-model-len，llama.cpp：-c）。</translation>
    </message>
    <message>
        <source>Start it, or check the address and the port.</source>
        <translation>请启动它，或检查地址和端口。</translation>
    </message>
    <message>
        <source>Start the login again.</source>
        <translation>请重新开始登录。</translation>
    </message>
    <message>
        <source>Switch it off (unset HF_HUB_OFFLINE).</source>
        <translation>请将其关闭（取消 HF_HUB_OFFLINE）。</translation>
    </message>
    <message>
        <source>Switch the template off, or mend it.</source>
        <translation>请关闭模板，或修正模板。</translation>
    </message>
    <message>
        <source>Take a text without them.</source>
        <translation>请换用不含它们的文本。</translation>
    </message>
    <message>
        <source>Take it again from the model&apos;s repository.</source>
        <translation>请从模型仓库重新获取。</translation>
    </message>
    <message>
        <source>Take over the context settings of the model that the ability comes from.</source>
        <translation>请采用能力来源模型的上下文设置。</translation>
    </message>
    <message>
        <source>Take theta from the model that has the long context, or make the window smaller.</source>
        <translation>请采用长上下文模型的 theta，或缩小窗口。</translation>
    </message>
    <message>
        <source>Take tier T1.</source>
        <translation>请采用层级 T1。</translation>
    </message>
    <message>
        <source>Tensor {name} has values beyond fp16&apos;s range after the merge.</source>
        <translation>合并后，张量 {name} 的值超出 fp16 的范围。</translation>
    </message>
    <message>
        <source>Tensor {name} in {folder} is {tensors}, its config wants {shape}.</source>
        <translation>{folder} 中的张量 {name} 是 {tensors}，而其 config 要求 {shape}。</translation>
    </message>
    <message>
        <source>Tensor {name} is in both {file} and {file2}.</source>
        <translation>张量 {name} 同时存在于 {file} 和 {file2} 中。</translation>
    </message>
    <message>
        <source>Tensor {name} is stored as {dtype}, whose values can&apos;t be shown.</source>
        <translation>张量 {name} 以 {dtype} 存储，无法显示其数值。</translation>
    </message>
    <message>
        <source>Tensor {name} is {twin} in the {role} and {tensor} in the base.</source>
        <translation>张量 {name} 在{role}中是 {twin}，在基座中是 {tensor}。</translation>
    </message>
    <message>
        <source>That is no answer of a model.</source>
        <translation>这不是模型的回答。</translation>
    </message>
    <message>
        <source>That is not a token.</source>
        <translation>这不是令牌。</translation>
    </message>
    <message>
        <source>That is not the address of a server.</source>
        <translation>这不是服务器的地址。</translation>
    </message>
    <message>
        <source>The Hub answers with another commit than {revision}.</source>
        <translation>Hub 返回的提交与 {revision} 不同。</translation>
    </message>
    <message>
        <source>The Hub at {host} sends us to a server on this very machine.</source>
        <translation>{host} 的 Hub 将我们转向本机上的服务器。</translation>
    </message>
    <message>
        <source>The Hub at {host} sends us to {host2} without encryption.</source>
        <translation>{host} 的 Hub 将我们转向未加密的 {host2}。</translation>
    </message>
    <message>
        <source>The Hub calls {repo_id} by a name that none can have.</source>
        <translation>Hub 给 {repo_id} 的名称是不可能存在的。</translation>
    </message>
    <message>
        <source>The Hub does not accept the card: {first}</source>
        <translation>Hub 不接受该卡片：{first}</translation>
    </message>
    <message>
        <source>The Hub does not say how {name} is to travel.</source>
        <translation>Hub 没有说明 {name} 应如何传输。</translation>
    </message>
    <message>
        <source>The Hub does not say whose token that is.</source>
        <translation>Hub 没有说明该令牌属于谁。</translation>
    </message>
    <message>
        <source>The Hub does not take a file of {size} bytes: {words}.</source>
        <translation>Hub 不接受 {size} 字节的文件：{words}。</translation>
    </message>
    <message>
        <source>The Hub does not tell a hash of {path}, so what it sends could not be checked.</source>
        <translation>Hub 没有给出 {path} 的哈希，因此无法校验其发送的内容。</translation>
    </message>
    <message>
        <source>The Hub does not tell the commit of {repo_id}.</source>
        <translation>Hub 没有给出 {repo_id} 的提交。</translation>
    </message>
    <message>
        <source>The Hub does not tell the new commit.</source>
        <translation>Hub 没有给出新的提交。</translation>
    </message>
    <message>
        <source>The Hub does not tell the size of {path} in {repo_id}.</source>
        <translation>Hub 没有给出 {repo_id} 中 {path} 的大小。</translation>
    </message>
    <message>
        <source>The Hub leaves {repo_id} public.</source>
        <translation>Hub 仍将 {repo_id} 保持公开。</translation>
    </message>
    <message>
        <source>The Hub says nothing about {name}.</source>
        <translation>Hub 没有给出关于 {name} 的信息。</translation>
    </message>
    <message>
        <source>The Hub&apos;s login makes no sense.</source>
        <translation>Hub 的登录信息无法理解。</translation>
    </message>
    <message>
        <source>The Hub&apos;s parts of a large file do not add up.</source>
        <translation>Hub 给出的大文件各部分加起来不对。</translation>
    </message>
    <message>
        <source>The Hub&apos;s store did not take the files: {words}.</source>
        <translation>Hub 的存储没有接收这些文件：{words}。</translation>
    </message>
    <message>
        <source>The Hub&apos;s token for its store makes no sense.</source>
        <translation>Hub 给出的存储令牌无法理解。</translation>
    </message>
    <message>
        <source>The Hub&apos;s {what} makes no sense.</source>
        <translation>Hub 的返回内容（{what}）无法理解。</translation>
    </message>
    <message>
        <source>The RoPE type {kind} is not known to Graftwork.</source>
        <translation>Graftwork 不认识 RoPE 类型 {kind}。</translation>
    </message>
    <message>
        <source>The adapter has the names on disk, which PEFT may not know: {message}</source>
        <translation>适配器使用的是磁盘上的名称，PEFT 可能不认识：{message}</translation>
    </message>
    <message>
        <source>The adapter has {captured} of the difference: it is spread over many directions, so a higher rank may be needed.</source>
        <translation>适配器包含了差异的 {captured}：差异分散在许多方向上，可能需要更高的秩。</translation>
    </message>
    <message>
        <source>The adapter makes tensor {name} NaN or infinite.</source>
        <translation>适配器使张量 {name} 变为 NaN 或无穷大。</translation>
    </message>
    <message>
        <source>The adapter or its weight is broken: look at its preview.</source>
        <translation>适配器或其权重有问题：请查看其预览。</translation>
    </message>
    <message>
        <source>The adapter was made for another model, or for another version of transformers.</source>
        <translation>该适配器是为其他模型或其他版本的 transformers 制作的。</translation>
    </message>
    <message>
        <source>The adapter&apos;s configuration targets {lacking}, but it has no factors for it{more}.</source>
        <translation>适配器的配置以 {lacking} 为目标，但没有相应的因子{more}。</translation>
    </message>
    <message>
        <source>The adapter&apos;s graftwork.json is damaged: extract it again, or merge with --context keep.</source>
        <translation>适配器的 graftwork.json 已损坏：请重新提取，或用--context keep合并。</translation>
    </message>
    <message>
        <source>The adapters carry different context settings.</source>
        <translation>各适配器带有不同的上下文设置。</translation>
    </message>
    <message>
        <source>The adapters have different shapes for {module}.</source>
        <translation>各适配器在 {module} 上的形状不同。</translation>
    </message>
    <message>
        <source>The address of {hostname} holds a password.</source>
        <translation>{hostname} 的地址中含有密码。</translation>
    </message>
    <message>
        <source>The built-in haystack is another than that of this run.</source>
        <translation>内置的文本与这次运行所用的不同。</translation>
    </message>
    <message>
        <source>The cache is kept in 8 bits, for in 16 it would not fit: results may differ a little.</source>
        <translation>缓存以 8 位保存，因为 16 位放不下：结果可能略有不同。</translation>
    </message>
    <message>
        <source>The chat template of {where} fails: {error}</source>
        <translation>{where} 的聊天模板运行失败：{error}</translation>
    </message>
    <message>
        <source>The chat template of {where} rewrites the user&apos;s message.</source>
        <translation>{where} 的聊天模板改写了用户的消息。</translation>
    </message>
    <message>
        <source>The chat template of {where} writes {head} characters around a message.</source>
        <translation>{where} 的聊天模板在消息前后写入了 {head} 个字符。</translation>
    </message>
    <message>
        <source>The chat template of {where} {times}.</source>
        <translation>{where} 的聊天模板{times}。</translation>
    </message>
    <message>
        <source>The checkpoint is broken: download it again, or use another one.</source>
        <translation>该检查点已损坏：请重新下载，或换用其他检查点。</translation>
    </message>
    <message>
        <source>The code was not typed in time.</source>
        <translation>未在规定时间内输入代码。</translation>
    </message>
    <message>
        <source>The connection to {host} broke.</source>
        <translation>与 {host} 的连接中断。</translation>
    </message>
    <message>
        <source>The context does not fit into the memory of {device}{why}.</source>
        <translation>上下文放不进 {device} 的内存{why}。</translation>
    </message>
    <message>
        <source>The context settings are not a table with window, rope and tokenizer_max_length.</source>
        <translation>上下文设置不是含有 window、rope 和 tokenizer_max_length 的表。</translation>
    </message>
    <message>
        <source>The context settings have a tokenizer_max_length that is not a number of tokens.</source>
        <translation>上下文设置中的 tokenizer_max_length 不是词元数。</translation>
    </message>
    <message>
        <source>The context settings have a window that is not a number of tokens.</source>
        <translation>上下文设置中的 window 不是词元数。</translation>
    </message>
    <message>
        <source>The description {name} has no needles of tier {tier}.</source>
        <translation>描述 {name} 没有层级 {tier} 的针。</translation>
    </message>
    <message>
        <source>The description {name} has too few {what} for this text.</source>
        <translation>描述 {name} 的{what}太少，不够用于这段文本。</translation>
    </message>
    <message>
        <source>The device ran out of memory.</source>
        <translation>设备内存不足。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The disk of {out} became full while it was written.</source>
        <translation>写入 {out} 时，其所在磁盘已满。</translation>
    </message>
    <message>
        <source>The disk of {parent} is full while {path} is fetched.</source>
        <translation>获取 {path} 时，{parent} 所在磁盘已满。</translation>
    </message>
    <message>
        <source>The disk of {where} is full.</source>
        <translation>{where} 所在磁盘已满。</translation>
    </message>
    <message>
        <source>The donor has the base&apos;s context settings.</source>
        <translation>供体的上下文设置与基座相同。</translation>
    </message>
    <message>
        <source>The donor&apos;s context settings travel with the graft: {values}.</source>
        <translation>供体的上下文设置随嫁接一起带走：{values}。</translation>
    </message>
    <message>
        <source>The dynamic RoPE settings need a context window.</source>
        <translation>dynamic RoPE 设置需要上下文窗口。</translation>
    </message>
    <message>
        <source>The engine counted {counted} tokens, {sent} were sent.</source>
        <translation>引擎计为 {counted} 个词元，而发送了 {sent} 个。</translation>
    </message>
    <message>
        <source>The engine&apos;s Python has no {missing}.</source>
        <translation>引擎的 Python 没有 {missing}。</translation>
    </message>
    <message>
        <source>The environment variable {variable} does not hold a key.</source>
        <translation>环境变量 {variable} 中没有密钥。</translation>
    </message>
    <message>
        <source>The factors of {module} don&apos;t tell its singular values.</source>
        <translation>{module} 的因子无法得出其奇异值。</translation>
    </message>
    <message>
        <source>The figures are not wanted any more.</source>
        <translation>不再需要这些数据。</translation>
    </message>
    <message>
        <source>The first line makes a GGUF file of the model&apos;s folder, with llama.cpp&apos;s own script: once is enough.</source>
        <translation>第一行用 llama.cpp 自带的脚本把模型文件夹转成 GGUF 文件：只需一次。</translation>
    </message>
    <message>
        <source>The fix {kind} has no number.</source>
        <translation>修复 {kind} 没有数值。</translation>
    </message>
    <message>
        <source>The fix {kind} has no settings.</source>
        <translation>修复 {kind} 没有设置。</translation>
    </message>
    <message>
        <source>The folder {parent} cannot be made: {strerror}.</source>
        <translation>无法创建文件夹 {parent}：{strerror}。</translation>
    </message>
    <message>
        <source>The folder {path} has no .txt or .md files in it.</source>
        <translation>文件夹 {path} 中没有 .txt 或 .md 文件。</translation>
    </message>
    <message>
        <source>The header of this run is broken: {error}.</source>
        <translation>这次运行的文件头已损坏：{error}。</translation>
    </message>
    <message>
        <source>The job history has version {found}, made by a newer Graftwork.</source>
        <translation>任务历史的版本为 {found}，由更新的 Graftwork 生成。</translation>
    </message>
    <message>
        <source>The job history {file} cannot be used: {error}.</source>
        <translation>无法使用任务历史 {file}：{error}。</translation>
    </message>
    <message>
        <source>The job was cancelled.</source>
        <translation>任务已取消。</translation>
    </message>
    <message>
        <source>The last {torn} bytes of {folder} were cut off and are dropped.</source>
        <translation>{folder} 最后的 {torn} 字节不完整，已丢弃。</translation>
    </message>
    <message>
        <source>The length, the GPUs&apos; memory and their number must be sensible positive numbers.</source>
        <translation>长度、GPU 的内存及其数量必须是合理的正数。</translation>
    </message>
    <message>
        <source>The library&apos;s list holds something that is no entry ({error}).</source>
        <translation>库的列表中含有不是条目的内容（{error}）。</translation>
    </message>
    <message>
        <source>The licence of {unknown} is not known.</source>
        <translation>{unknown} 的许可证未知。</translation>
    </message>
    <message>
        <source>The licences of what went in differ ({told}).</source>
        <translation>来源模型的许可证不一致（{told}）。</translation>
    </message>
    <message>
        <source>The llama3 RoPE settings have the same low_freq_factor and high_freq_factor.</source>
        <translation>llama3 RoPE 设置的 low_freq_factor 与 high_freq_factor 相同。</translation>
    </message>
    <message>
        <source>The login was declined in the browser.</source>
        <translation>在浏览器中拒绝了登录。</translation>
    </message>
    <message>
        <source>The longrope RoPE settings have no {name} for {rotated} frequencies.</source>
        <translation>longrope RoPE 设置中没有用于 {rotated} 个频率的 {name}。</translation>
    </message>
    <message>
        <source>The machine ran out of memory.</source>
        <translation>本机内存不足。</translation>
    </message>
    <message>
        <source>The machine was restarted while this job ran.</source>
        <translation>任务运行期间本机重新启动了。</translation>
    </message>
    <message>
        <source>The merged model carries the target&apos;s code along; read it before you let anything run it.</source>
        <translation>合并后的模型带有目标的代码；让任何程序运行它之前请先阅读。</translation>
    </message>
    <message>
        <source>The merged model keeps the target&apos;s type unless you choose another.</source>
        <translation>除非另行选择，合并后的模型保持目标的类型。</translation>
    </message>
    <message>
        <source>The merged model&apos;s embedding and head would have different numbers of tokens ({said}).</source>
        <translation>合并后模型的嵌入与输出头会有不同数量的词元（{said}）。</translation>
    </message>
    <message>
        <source>The mirror or proxy in between is broken; use another one.</source>
        <translation>中间的镜像或代理有问题；请换用其他的。</translation>
    </message>
    <message>
        <source>The model&apos;s attention is its own ({why}): every question works on a copy of the context.</source>
        <translation>模型的注意力是自定义的（{why}）：每个问题都在上下文的副本上进行。</translation>
    </message>
    <message>
        <source>The model&apos;s numbers may have overflowed there: look at its log.</source>
        <translation>模型的数值可能在那里溢出了：请查看其日志。</translation>
    </message>
    <message>
        <source>The model&apos;s output is not a number (NaN).</source>
        <translation>模型的输出不是数值（NaN）。</translation>
    </message>
    <message>
        <source>The pattern {pattern} takes too long to match {text}.</source>
        <translation>模式 {pattern} 匹配 {text} 用时过长。</translation>
    </message>
    <message>
        <source>The plan has no question {question}.</source>
        <translation>计划中没有问题 {question}。</translation>
    </message>
    <message>
        <source>The predicted reach is {reach} tokens, and the window is {window}.</source>
        <translation>预计有效距离为{reach} 个词元，窗口为 {window}。</translation>
    </message>
    <message>
        <source>The predicted reach is {reach} tokens, and {length} are wanted.</source>
        <translation>预计有效距离为{reach} 个词元，而需要 {length}。</translation>
    </message>
    <message>
        <source>The predicted reach is {reach} tokens, far below the window of {window}: theta {theta} does not belong to such a window.</source>
        <translation>预计有效距离为{reach} 个词元，远小于 {window} 的窗口：theta {theta} 不适合这样的窗口。</translation>
    </message>
    <message>
        <source>The process that ran this job was ended from outside of Graftwork, and nobody saw how.</source>
        <translation>运行此任务的进程被 Graftwork 之外的程序结束，原因不明。</translation>
    </message>
    <message>
        <source>The prompts hold none about a skill: all are haystacks.</source>
        <translation>这些提示中没有关于技能的：全部是大海捞针。</translation>
    </message>
    <message>
        <source>The proxy did not let us through to {host}.</source>
        <translation>代理未放行到 {host} 的连接。</translation>
    </message>
    <message>
        <source>The repository itself is broken: {message}</source>
        <translation>仓库本身已损坏：{message}</translation>
    </message>
    <message>
        <source>The roots are not a JSON list of paths.</source>
        <translation>根文件夹不是由路径组成的 JSON 列表。</translation>
    </message>
    <message>
        <source>The run in {path} asked other questions than this one would.</source>
        <translation>{path} 中的运行所问的问题与本次不同。</translation>
    </message>
    <message>
        <source>The runs of {model_name} and {model_name2} did not ask the same questions.</source>
        <translation>{model_name} 与 {model_name2} 的运行所问的问题不同。</translation>
    </message>
    <message>
        <source>The server at {address} answered with a web page instead of JSON.</source>
        <translation>{address} 的服务器返回了网页，而不是 JSON。</translation>
    </message>
    <message>
        <source>The server at {address} answered {path} in a form that is not understood.</source>
        <translation>{address} 的服务器对 {path} 的回应格式无法理解。</translation>
    </message>
    <message>
        <source>The server at {address} answered {path} with something that is not JSON.</source>
        <translation>{address} 的服务器对 {path} 的回应不是 JSON。</translation>
    </message>
    <message>
        <source>The server at {address} answered {path} with {status} ({status2}){told}.</source>
        <translation>{address} 的服务器对 {path} 的回应为 {status}（{status2}）{told}。</translation>
    </message>
    <message>
        <source>The server at {address} answered {path} without a text.</source>
        <translation>{address} 的服务器对 {path} 的回应没有文本。</translation>
    </message>
    <message>
        <source>The server at {address} does not know which model to use.</source>
        <translation>{address} 的服务器不知道该用哪个模型。</translation>
    </message>
    <message>
        <source>The server at {address} does not say which models it has.</source>
        <translation>{address} 的服务器没有说明它有哪些模型。</translation>
    </message>
    <message>
        <source>The server at {address} failed while it wrote.</source>
        <translation>{address} 的服务器在写出回答时出错。</translation>
    </message>
    <message>
        <source>The server at {address} gave no log-probabilities.</source>
        <translation>{address} 的服务器没有给出对数概率。</translation>
    </message>
    <message>
        <source>The server at {address} gave {log_prob} as a log-probability.</source>
        <translation>{address} 的服务器给出的对数概率是 {log_prob}。</translation>
    </message>
    <message>
        <source>The server at {address} has another tokenizer than the model&apos;s folder.</source>
        <translation>{address} 的服务器的分词器与模型文件夹中的不同。</translation>
    </message>
    <message>
        <source>The server at {address} has no model {wanted}.</source>
        <translation>{address} 的服务器没有模型 {wanted}。</translation>
    </message>
    <message>
        <source>The server at {address} has several models: {shown}{more}.</source>
        <translation>{address} 的服务器有多个模型：{shown}{more}。</translation>
    </message>
    <message>
        <source>The server at {address} offers {offers}.</source>
        <translation>{address} 的服务器提供{offers}。</translation>
    </message>
    <message>
        <source>The server at {address} redirects to {target}, which is not followed.</source>
        <translation>{address} 的服务器重定向到 {target}，Graftwork 不会跟随。</translation>
    </message>
    <message>
        <source>The server at {address} refuses access ({status}){told}.</source>
        <translation>{address} 的服务器拒绝访问（{status}）{told}。</translation>
    </message>
    <message>
        <source>The server at {address} stopped in the middle of its answer.</source>
        <translation>{address} 的服务器在回答中途停止。</translation>
    </message>
    <message>
        <source>The server at {address} takes no more requests for now (429){told}.</source>
        <translation>{address} 的服务器暂时不再接受请求（429）{told}。</translation>
    </message>
    <message>
        <source>The server at {address} was asked for {model}, and {model2} answered.</source>
        <translation>向 {address} 的服务器请求的是 {model}，回答的却是 {model2}。</translation>
    </message>
    <message>
        <source>The server cannot score a given answer.</source>
        <translation>服务器无法为给定的回答评分。</translation>
    </message>
    <message>
        <source>The server counted {counted} tokens in a prompt of {expected}: it changed it, or has another tokenizer.</source>
        <translation>服务器在 {expected} 个词元的提示中计为 {counted} 个：它改动了提示，或使用其他分词器。</translation>
    </message>
    <message>
        <source>The server did not say how likely a token of the answer is.</source>
        <translation>服务器没有说明回答中某个词元的概率。</translation>
    </message>
    <message>
        <source>The server does not say how many tokens it read.</source>
        <translation>服务器没有说明它读取了多少词元。</translation>
    </message>
    <message>
        <source>The server read {counted} of the prompt&apos;s {expected} tokens: it cut it.</source>
        <translation>提示有 {expected} 个词元，服务器只读取了 {counted} 个：它截断了提示。</translation>
    </message>
    <message>
        <source>The server says that it cut the prompt.</source>
        <translation>服务器表示它截断了提示。</translation>
    </message>
    <message>
        <source>The server was asked for {model}, and another model answered.</source>
        <translation>向服务器请求的是 {model}，回答的却是另一个模型。</translation>
    </message>
    <message>
        <source>The server withheld or broke off its answer ({finish}).</source>
        <translation>服务器没有给出回答，或中断了回答（{finish}）。</translation>
    </message>
    <message>
        <source>The server&apos;s address has a user name or a password in it.</source>
        <translation>服务器的地址中含有用户名或密码。</translation>
    </message>
    <message>
        <source>The server&apos;s address has no usable host and port.</source>
        <translation>服务器的地址中没有可用的主机和端口。</translation>
    </message>
    <message>
        <source>The skill of a sweep&apos;s point does not add up.</source>
        <translation>扫描中某一点的技能数据前后不符。</translation>
    </message>
    <message>
        <source>The storage gives no receipt for {name}.</source>
        <translation>存储没有给出 {name} 的回执。</translation>
    </message>
    <message>
        <source>The system ended the worker process because the machine ran out of memory{said}.</source>
        <translation>由于本机内存不足，系统结束了工作进程{said}。</translation>
    </message>
    <message>
        <source>The system refused: {reason}.</source>
        <translation>系统拒绝了：{reason}。</translation>
    </message>
    <message>
        <source>The target has context settings of its own ({values}), which the donor&apos;s would replace.</source>
        <translation>目标有自己的上下文设置（{values}），会被供体的设置取代。</translation>
    </message>
    <message>
        <source>The target is a {model_type} model.</source>
        <translation>目标是 {model_type} 模型。</translation>
    </message>
    <message>
        <source>The target&apos;s own tensors stay as they are.</source>
        <translation>目标自己的张量保持原样。</translation>
    </message>
    <message>
        <source>The text repeats itself more than people do: {found}. A needle may stand out in it.</source>
        <translation>文本的重复多于常人的写作：{found}。针在其中可能显得突兀。</translation>
    </message>
    <message>
        <source>The texts of this run were changed since.</source>
        <translation>这次运行的文本后来被改动了。</translation>
    </message>
    <message>
        <source>The tokenizer has no chat template: text and question are given as plain text.</source>
        <translation>分词器没有聊天模板：文本和问题以纯文本给出。</translation>
    </message>
    <message>
        <source>The tokenizer in {folder} cannot be used: {first}</source>
        <translation>无法使用 {folder} 中的分词器：{first}</translation>
    </message>
    <message>
        <source>The tokenizer in {folder} does not tell which characters its tokens stand for.</source>
        <translation>{folder} 中的分词器没有说明其词元对应哪些字符。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s limit (model_max_length) is {limit} tokens, and the window is {window}: longer texts are warned about, and cut by some programs.</source>
        <translation>分词器的上限（model_max_length）为 {limit} 个词元，而窗口为 {window}：更长的文本会引发警告，有些程序会将其截断。</translation>
    </message>
    <message>
        <source>The tokenizers of base and {role} cannot be compared: one has no tokenizer.json or vocab.json.</source>
        <translation>无法比较基座与{role}的分词器：其中一个没有 tokenizer.json 或 vocab.json。</translation>
    </message>
    <message>
        <source>The tokenizers&apos; files differ, and one of them is not on this machine yet.</source>
        <translation>两者的分词器文件不同，且其中一个尚不在本机上。</translation>
    </message>
    <message>
        <source>The two runs have different questions under the name {name}.</source>
        <translation>两次运行中名为 {name} 的问题不同。</translation>
    </message>
    <message>
        <source>The two runs share no question that both answered.</source>
        <translation>两次运行没有都已作答的共同问题。</translation>
    </message>
    <message>
        <source>The weights of base and {role} are only distantly related (cosine {cosine}).</source>
        <translation>基座与{role}的权重只是远亲（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The window is {window} tokens, but the model that the ability comes from has {wanted_window}: vLLM and llama.cpp stop there.</source>
        <translation>窗口为 {window} 个词元，而能力来源模型有 {wanted_window}：vLLM 和 llama.cpp 会止步于此。</translation>
    </message>
    <message>
        <source>The worker cannot be started with {command}: {strerror}.</source>
        <translation>无法用 {command} 启动工作进程：{strerror}。</translation>
    </message>
    <message>
        <source>The worker process crashed ({name}).</source>
        <translation>工作进程崩溃（{name}）。</translation>
    </message>
    <message>
        <source>The worker process ended without a word (exit status {status}).</source>
        <translation>工作进程没有说明原因就结束了（退出状态 {status}）。</translation>
    </message>
    <message>
        <source>The {kind} RoPE settings give no usable frequencies.</source>
        <translation>{kind} RoPE 设置得不出可用的频率。</translation>
    </message>
    <message>
        <source>The {kind} RoPE settings lack a usable {name}.</source>
        <translation>{kind} RoPE 设置缺少可用的 {name}。</translation>
    </message>
    <message>
        <source>The {kind} RoPE settings lack original_max_position_embeddings.</source>
        <translation>{kind} RoPE 设置缺少 original_max_position_embeddings。</translation>
    </message>
    <message>
        <source>The {role} computes with another {differing}, ….</source>
        <translation>{role}计算时使用不同的 {differing} 等。</translation>
    </message>
    <message>
        <source>The {role} computes with another {differing}.</source>
        <translation>{role}计算时使用不同的 {differing}。</translation>
    </message>
    <message>
        <source>The {role} has another vocabulary: {changed_count} of {common} common tokens differ, such as number {number} ({theirs}, base {mine}).</source>
        <translation>{role}的词表不同：{common} 个共同词元中有 {changed_count} 个不同，例如编号 {number}（{theirs}，基座为 {mine}）。</translation>
    </message>
    <message>
        <source>The {role} has {measure} {theirs}, the base {mine}.</source>
        <translation>{role}的 {measure} 为 {theirs}，基座为 {mine}。</translation>
    </message>
    <message>
        <source>The {role} has {other}, the base {base}.</source>
        <translation>{role}有{other}，基座有{base}。</translation>
    </message>
    <message>
        <source>The {role} has {unexpected} that the base lacks.</source>
        <translation>{role}有基座所没有的 {unexpected}。</translation>
    </message>
    <message>
        <source>The {role} is a {architecture}, the base a {architecture2}.</source>
        <translation>{role}是 {architecture}，基座是 {architecture2}。</translation>
    </message>
    <message>
        <source>The {role} is of type {model_type}, the base of {model_type2}.</source>
        <translation>{role}的类型是 {model_type}，基座的类型是 {model_type2}。</translation>
    </message>
    <message>
        <source>The {role} is quantized ({method}): {evidence}.</source>
        <translation>{role}已量化（{method}）：{evidence}。</translation>
    </message>
    <message>
        <source>The {role} is stored in {dtype}, the base in {dtype2}.</source>
        <translation>{role}以 {dtype} 存储，基座以 {dtype2} 存储。</translation>
    </message>
    <message>
        <source>The {role} lacks {needed} that the base has.</source>
        <translation>{role}缺少基座所有的 {needed}。</translation>
    </message>
    <message>
        <source>The {role} was not trained from this base: their weights are unrelated (cosine {cosine}).</source>
        <translation>{role}不是从这个基座训练而来：两者的权重没有关系（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The {role}&apos;s tokenizer {parts}.</source>
        <translation>{role}的分词器{parts}。</translation>
    </message>
    <message>
        <source>The {role}&apos;s weights are stored as {dtype}, which no difference can be added to.</source>
        <translation>{role}的权重以 {dtype} 存储，无法在其上叠加差异。</translation>
    </message>
    <message>
        <source>The {with_code} names Python code of its own (auto_map), which Graftwork never runs.</source>
        <translation>{with_code} 指定了自带的 Python 代码（auto_map），Graftwork 从不运行这种代码。</translation>
    </message>
    <message>
        <source>There is no account {name}.</source>
        <translation>没有账户 {name}。</translation>
    </message>
    <message>
        <source>There is no job {job_id}.</source>
        <translation>没有任务 {job_id}。</translation>
    </message>
    <message>
        <source>There is no kind of job called {kind}.</source>
        <translation>没有名为 {kind} 的任务类型。</translation>
    </message>
    <message>
        <source>There is no mps device here.</source>
        <translation>这里没有 mps 设备。</translation>
    </message>
    <message>
        <source>There is no repository {repo_id} that you may see.</source>
        <translation>没有您可以查看的仓库 {repo_id}。</translation>
    </message>
    <message>
        <source>There is no {wanted} here ({cuda} CUDA devices).</source>
        <translation>这里没有 {wanted}（有 {cuda} 个 CUDA 设备）。</translation>
    </message>
    <message>
        <source>There is nothing to rehearse.</source>
        <translation>没有可预演的内容。</translation>
    </message>
    <message>
        <source>There is nothing to write after: context and prompt are empty.</source>
        <translation>没有可续写的内容：上下文和提示都是空的。</translation>
    </message>
    <message>
        <source>These prompts were made by version {version} of the generator; this Graftwork has {generator_version}.</source>
        <translation>这些提示由第 {version} 版生成器生成；本 Graftwork 的生成器是第 {generator_version} 版。</translation>
    </message>
    <message>
        <source>These prompts were made with another tokenizer.</source>
        <translation>这些提示是用其他分词器生成的。</translation>
    </message>
    <message>
        <source>These settings stay the target&apos;s; check that the graft does not depend on them.</source>
        <translation>这些设置保持目标的原样；请检查嫁接是否依赖它们。</translation>
    </message>
    <message>
        <source>Theta {theta} stands in rope_parameters only: readers made before transformers 5 take theta {old_theta} and no scaling.</source>
        <translation>theta {theta} 只写在 rope_parameters 中：transformers 5 之前的程序会采用 theta {old_theta} 且不缩放。</translation>
    </message>
    <message>
        <source>They are compared word by word once the model has been downloaded.</source>
        <translation>模型下载完成后会逐词比较。</translation>
    </message>
    <message>
        <source>They came from the target and are as they were; graftwork.json counts them.</source>
        <translation>它们来自目标并保持原样；graftwork.json 列出了它们的数量。</translation>
    </message>
    <message>
        <source>This Python ({executable}) has no {name}.</source>
        <translation>此 Python（{executable}）没有 {name}。</translation>
    </message>
    <message>
        <source>This Python has no hf_xet.</source>
        <translation>此 Python 没有 hf_xet。</translation>
    </message>
    <message>
        <source>This adapter can&apos;t be cut to a lower rank: its components are not those of a singular value decomposition.</source>
        <translation>该适配器不能截到更低的秩：其分量不是奇异值分解的分量。</translation>
    </message>
    <message>
        <source>This does not fit: each of {gpus} GPUs would have to hold {gpu_bytes}. Take more or larger ones, or a shorter length.</source>
        <translation>放不下：{gpus} 个 GPU 每个都需要 {gpu_bytes}。请使用更多或更大的 GPU，或更短的长度。</translation>
    </message>
    <message>
        <source>This is a bug in Graftwork; please report it with the details.</source>
        <translation>这是 Graftwork 的程序错误；请附上详细信息进行报告。</translation>
    </message>
    <message>
        <source>This is a fault in Graftwork or in a library below it; please report it with the log.</source>
        <translation>这是 Graftwork 或其底层库的错误；请附上日志进行报告。</translation>
    </message>
    <message>
        <source>This job is meant for the Hub at {meant}, but {url} is used now.</source>
        <translation>此任务针对的是 {meant} 的 Hub，而现在使用的是 {url}。</translation>
    </message>
    <message>
        <source>This machine says it is {value}: check its clock, and any proxy in between.</source>
        <translation>本机显示的日期是 {value}：请检查时钟以及中间的代理。</translation>
    </message>
    <message>
        <source>This server takes only chat messages, and the prompt is not one message in the model&apos;s chat template.</source>
        <translation>该服务器只接受聊天消息，而提示不是按模型聊天模板写成的一条消息。</translation>
    </message>
    <message>
        <source>This tokenizer joins question and answer to one token; answers are scored from anew.</source>
        <translation>该分词器会把问题与回答连成一个词元；回答将从头评分。</translation>
    </message>
    <message>
        <source>Tier {tier} needs several facts in one text, but {name} says that its needles must stand alone.</source>
        <translation>层级 {tier} 需要一段文本中有多个事实，而 {name} 规定其针必须单独出现。</translation>
    </message>
    <message>
        <source>Try again in a while.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>Try again in {seconds} s; whoever is logged in may ask more often.</source>
        <translation>请在 {seconds} 秒后重试；登录后可以更频繁地请求。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请以后重试。</translation>
    </message>
    <message>
        <source>Try again, or choose the transfer lfs.</source>
        <translation>请重试，或选择传输方式 lfs。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, a mirror or proxy in between is broken.</source>
        <translation>请重试；如果再次发生，则是中间的镜像或代理有问题。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, a mirror or proxy in between, or the repository itself, is broken.</source>
        <translation>请重试；如果再次发生，则是中间的镜像或代理，或仓库本身有问题。</translation>
    </message>
    <message>
        <source>Try http:// instead of https://.</source>
        <translation>请用 http:// 代替 https://。</translation>
    </message>
    <message>
        <source>Two adapters replace {what}, and only one of them could be left in the result.</source>
        <translation>有两个适配器要替换 {what}，而结果中只能保留其中一个。</translation>
    </message>
    <message>
        <source>Type that address if you trust it.</source>
        <translation>如果您信任那个地址，请输入它。</translation>
    </message>
    <message>
        <source>Use --device cpu.</source>
        <translation>请使用--device cpu。</translation>
    </message>
    <message>
        <source>Use --dtype bf16.</source>
        <translation>请使用--dtype bf16。</translation>
    </message>
    <message>
        <source>Use --rounding stochastic, or --dtype fp32.</source>
        <translation>请使用--rounding stochastic或--dtype fp32。</translation>
    </message>
    <message>
        <source>Use a 16-bit model.</source>
        <translation>请使用 16 位模型。</translation>
    </message>
    <message>
        <source>Use a server that takes token ids (vLLM, llama.cpp), or this computer.</source>
        <translation>请使用接受词元编号的服务器（vLLM、llama.cpp），或使用本机。</translation>
    </message>
    <message>
        <source>Use a token that may (role: write).</source>
        <translation>请使用有权限的令牌（角色：write）。</translation>
    </message>
    <message>
        <source>Use an adapter that replaces both, or none.</source>
        <translation>请使用同时替换两者或都不替换的适配器。</translation>
    </message>
    <message>
        <source>Use another adapter, or merge this one with PEFT.</source>
        <translation>请使用其他适配器，或用 PEFT 合并这一个。</translation>
    </message>
    <message>
        <source>Use another token.</source>
        <translation>请使用其他令牌。</translation>
    </message>
    <message>
        <source>Use its https:// address.</source>
        <translation>请使用其 https:// 地址。</translation>
    </message>
    <message>
        <source>Use that Hub again to go on with it, or begin another job for the present one.</source>
        <translation>请重新使用那个 Hub 以继续，或为当前的 Hub 另建任务。</translation>
    </message>
    <message>
        <source>Use that one to see it. Jobs run here all the same, but are not remembered.</source>
        <translation>请用那个版本查看。这里的任务仍可运行，但不会被记录。</translation>
    </message>
    <message>
        <source>Use the 16-bit original this model was quantized from.</source>
        <translation>请使用量化前的 16 位原始模型。</translation>
    </message>
    <message>
        <source>Use the Graftwork that made it.</source>
        <translation>请使用生成它的那个 Graftwork。</translation>
    </message>
    <message>
        <source>Use the Graftwork that made them.</source>
        <translation>请使用生成它们的那个 Graftwork。</translation>
    </message>
    <message>
        <source>Use the PEFT adapter that it was made from.</source>
        <translation>请使用它所源自的 PEFT 适配器。</translation>
    </message>
    <message>
        <source>Use the version of Graftwork that wrote it, or a newer one.</source>
        <translation>请使用写出它的 Graftwork 版本，或更新的版本。</translation>
    </message>
    <message>
        <source>Versions with --enable-trace-replay grade an answer&apos;s likelihood in one request: add it there.</source>
        <translation>带 --enable-trace-replay 的版本可以用一次请求评判回答的概率：请在那里加上该选项。</translation>
    </message>
    <message>
        <source>Wait a while, then run the same command again: what is done is kept.</source>
        <translation>请稍候，然后重新运行同一命令：已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it first.</source>
        <translation>请等待它完成，或先取消它。</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it.</source>
        <translation>请等待它完成，或取消它。</translation>
    </message>
    <message>
        <source>Was the file edited, or made by another program? Run the check again.</source>
        <translation>该文件是否被编辑过，或由其他程序生成？请重新运行检查。</translation>
    </message>
    <message>
        <source>What answers at {address} does not speak HTTP.</source>
        <translation>{address} 处回应的不是 HTTP。</translation>
    </message>
    <message>
        <source>What lies further back is passed on from layer to layer at best.</source>
        <translation>更早的内容至多只能逐层传递。</translation>
    </message>
    <message>
        <source>What was answered up to {longest} tokens is kept.</source>
        <translation>已回答的部分（最长 {longest} 个词元）会保留。</translation>
    </message>
    <message>
        <source>What was answered up to {longest} tokens is kept. {hint}</source>
        <translation>已回答的部分（最长 {longest} 个词元）会保留。{hint}</translation>
    </message>
    <message>
        <source>Where one was rounded and the other was not, the difference contains rounding noise: prefer the same type.</source>
        <translation>如果一个经过舍入而另一个没有，差异中会含有舍入噪声：最好使用相同的类型。</translation>
    </message>
    <message>
        <source>With {path} the texts are larger than {most_bytes} MiB.</source>
        <translation>加上 {path} 后，文本超过 {most_bytes} MiB。</translation>
    </message>
    <message>
        <source>Write a prompt.</source>
        <translation>请写一个提示。</translation>
    </message>
    <message>
        <source>Write down the length that the model had before its context was extended.</source>
        <translation>请写入模型在扩展上下文之前的长度。</translation>
    </message>
    <message>
        <source>Write it like 4096, 8k or 1m.</source>
        <translation>请写成 4096、8k 或 1m 这样的形式。</translation>
    </message>
    <message>
        <source>Write it like 500M or 7B.</source>
        <translation>请写成 500M 或 7B 这样的形式。</translation>
    </message>
    <message>
        <source>Write it like 800MB, 5GB or 1.5GiB.</source>
        <translation>请写成 800MB、5GB 或 1.5GiB 这样的形式。</translation>
    </message>
    <message>
        <source>Write it like hf:owner/name or hf:owner/name@revision.</source>
        <translation>请写成 hf:owner/name 或 hf:owner/name@revision。</translation>
    </message>
    <message>
        <source>Write it like http://127.0.0.1:8000.</source>
        <translation>请写成 http://127.0.0.1:8000 这样的形式。</translation>
    </message>
    <message>
        <source>Write it like https://huggingface.co.</source>
        <translation>请写成 https://huggingface.co 这样的形式。</translation>
    </message>
    <message>
        <source>Write module names without nested repeats.</source>
        <translation>请书写没有嵌套重复的模块名称。</translation>
    </message>
    <message>
        <source>Write rope_theta and rope_scaling too.</source>
        <translation>请同时写入 rope_theta 和 rope_scaling。</translation>
    </message>
    <message>
        <source>Write the right settings in both spellings.</source>
        <translation>请用两种写法写入正确的设置。</translation>
    </message>
    <message>
        <source>You publish as {chosen} what is made of {told}.</source>
        <translation>您将以 {chosen} 发布由以下内容制成的模型：{told}。</translation>
    </message>
    <message>
        <source>Your text is too short and repeated × {repeated}: repeats make it easier.</source>
        <translation>您的文本太短，已重复 × {repeated}：重复会降低难度。</translation>
    </message>
    <message>
        <source>Your text is {share} % of the longest document; the rest is generated.</source>
        <translation>您的文本占最长文档的 {share} %；其余部分是生成的。</translation>
    </message>
    <message>
        <source>`graftwork hub whoami --all` lists them.</source>
        <translation>`graftwork hub whoami --all` 会列出它们。</translation>
    </message>
    <message>
        <source>`graftwork jobs list` shows what there is.</source>
        <translation>`graftwork jobs list` 会显示现有的任务。</translation>
    </message>
    <message>
        <source>graftwork hub download {repo_id} checks them.</source>
        <translation>graftwork hub download {repo_id} 会校验它们。</translation>
    </message>
    <message>
        <source>the repository</source>
        <translation>该仓库</translation>
    </message>
    <message>
        <source>theta {theta} is too small for yarn.</source>
        <translation>theta {theta} 对 yarn 来说太小。</translation>
    </message>
    <message>
        <source>transformers cannot make a model from {folder} ({why}).</source>
        <translation>transformers 无法用 {folder} 建立模型（{why}）。</translation>
    </message>
    <message>
        <source>transformers has no class {named} for {folder}.</source>
        <translation>transformers 没有用于 {folder} 的类 {named}。</translation>
    </message>
    <message>
        <source>transformers {version} converts checkpoints in a way that Graftwork does not know.</source>
        <translation>transformers {version} 转换检查点的方式是 Graftwork 不认识的。</translation>
    </message>
    <message>
        <source>{command} is no engine.</source>
        <translation>{command} 不是引擎。</translation>
    </message>
    <message>
        <source>{command} says nothing within {seconds} s.</source>
        <translation>{command} 在 {seconds} 秒内没有任何输出。</translation>
    </message>
    <message>
        <source>{commit} is not a commit.</source>
        <translation>{commit} 不是提交。</translation>
    </message>
    <message>
        <source>{content} became shorter while it was sent.</source>
        <translation>发送期间 {content} 变短了。</translation>
    </message>
    <message>
        <source>{content} cannot be read: {strerror}.</source>
        <translation>无法读取 {content}：{strerror}。</translation>
    </message>
    <message>
        <source>{device} has too little memory for tensor {name}, even piece by piece.</source>
        <translation>{device} 的内存太少，即使分块也放不下张量 {name}。</translation>
    </message>
    <message>
        <source>{device} has too little memory for tensor {name}, even row by row.</source>
        <translation>{device} 的内存太少，即使逐行也放不下张量 {name}。</translation>
    </message>
    <message>
        <source>{device} ran out of memory at {name}; smaller chunks are used from here on.</source>
        <translation>{device} 在处理 {name} 时内存不足；此后改用较小的块。</translation>
    </message>
    <message>
        <source>{device} ran out of memory at {name}; smaller pieces are used from here on.</source>
        <translation>{device} 在处理 {name} 时内存不足；此后改用较小的块。</translation>
    </message>
    <message>
        <source>{donor} has the very weights of {base}: there is no difference to extract.</source>
        <translation>{donor} 的权重与 {base} 完全相同：没有可提取的差异。</translation>
    </message>
    <message>
        <source>{duplicates} paragraphs of your text were there twice and are used once.</source>
        <translation>您的文本中有 {duplicates} 段出现了两次，只使用一次。</translation>
    </message>
    <message>
        <source>{file} became shorter while it was read: tensor {name} is cut off.</source>
        <translation>读取期间 {file} 变短了：张量 {name} 不完整。</translation>
    </message>
    <message>
        <source>{file} cannot be renamed: {strerror}.</source>
        <translation>无法重命名 {file}：{strerror}。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {strerror}.</source>
        <translation>无法写入 {file}：{strerror}。</translation>
    </message>
    <message>
        <source>{file} claims a header of {length} bytes; safetensors allows {max_header_bytes}.</source>
        <translation>{file} 声称文件头有 {length} 字节；safetensors 允许 {max_header_bytes} 字节。</translation>
    </message>
    <message>
        <source>{file} does not begin with a header.</source>
        <translation>{file} 不以文件头开始。</translation>
    </message>
    <message>
        <source>{file} does not exist.</source>
        <translation>{file} 不存在。</translation>
    </message>
    <message>
        <source>{file} does not hold a JSON object.</source>
        <translation>{file} 中不是 JSON 对象。</translation>
    </message>
    <message>
        <source>{file} gives token {text} the number {number}.</source>
        <translation>{file} 给词元 {text} 的编号是 {number}。</translation>
    </message>
    <message>
        <source>{file} has a __metadata__ that is not a table of texts.</source>
        <translation>{file} 的 __metadata__ 不是文本表。</translation>
    </message>
    <message>
        <source>{file} has a header that is nested too deeply to be a list of tensors.</source>
        <translation>{file} 的文件头嵌套过深，不可能是张量列表。</translation>
    </message>
    <message>
        <source>{file} has a header that is not a JSON object.</source>
        <translation>{file} 的文件头不是 JSON 对象。</translation>
    </message>
    <message>
        <source>{file} has a header that is not valid JSON ({error}).</source>
        <translation>{file} 的文件头不是有效的 JSON（{error}）。</translation>
    </message>
    <message>
        <source>{file} has added_tokens that are not a list of tokens.</source>
        <translation>{file} 的 added_tokens 不是词元列表。</translation>
    </message>
    <message>
        <source>{file} has both {name} and {name2} for {module}.</source>
        <translation>{file} 中 {module} 同时有 {name} 和 {name2}。</translation>
    </message>
    <message>
        <source>{file} has more than {most} MiB.</source>
        <translation>{file} 超过 {most} MiB。</translation>
    </message>
    <message>
        <source>{file} has no vocabulary in it.</source>
        <translation>{file} 中没有词表。</translation>
    </message>
    <message>
        <source>{file} has {size} bytes behind its last tensor.</source>
        <translation>{file} 在最后一个张量之后还有 {size} 字节。</translation>
    </message>
    <message>
        <source>{file} has {st_size} bytes, more than the Hub takes in one file.</source>
        <translation>{file} 有 {st_size} 字节，超过 Hub 对单个文件的限制。</translation>
    </message>
    <message>
        <source>{file} has {st_size}, which no tokenizer has.</source>
        <translation>{file} 有 {st_size}，没有分词器会是这样。</translation>
    </message>
    <message>
        <source>{file} holds no complete line.</source>
        <translation>{file} 中没有完整的行。</translation>
    </message>
    <message>
        <source>{file} holds no tensors.</source>
        <translation>{file} 中没有张量。</translation>
    </message>
    <message>
        <source>{file} holds several adapters ({names}).</source>
        <translation>{file} 中有多个适配器（{names}）。</translation>
    </message>
    <message>
        <source>{file} holds tensor {name} that the index does not name.</source>
        <translation>{file} 中有索引未列出的张量 {name}。</translation>
    </message>
    <message>
        <source>{file} is a link, and what it leads to may not be yours to publish.</source>
        <translation>{file} 是链接，其指向的内容可能不属于您，不宜发布。</translation>
    </message>
    <message>
        <source>{file} is a link, as in the Hub&apos;s cache, and is not changed.</source>
        <translation>{file} 是链接（如 Hub 缓存中的文件），不会被更改。</translation>
    </message>
    <message>
        <source>{file} is an adapter of type {kind}; Graftwork merges LoRA, DoRA, rsLoRA and AdaLoRA.</source>
        <translation>{file} 是 {kind} 类型的适配器；Graftwork 可合并 LoRA、DoRA、rsLoRA 和 AdaLoRA。</translation>
    </message>
    <message>
        <source>{file} is damaged, so nothing can be undone with it.</source>
        <translation>{file} 已损坏，因此无法用它撤销任何内容。</translation>
    </message>
    <message>
        <source>{file} is larger than {limit} bytes, too much for such a file.</source>
        <translation>{file} 超过 {limit} 字节，对这种文件来说太大。</translation>
    </message>
    <message>
        <source>{file} is larger than {max_job_bytes} bytes, too much for a job.</source>
        <translation>{file} 超过 {max_job_bytes} 字节，对任务来说太大。</translation>
    </message>
    <message>
        <source>{file} is not a safetensors file: its header is not a JSON object.</source>
        <translation>{file} 不是 safetensors 文件：其文件头不是 JSON 对象。</translation>
    </message>
    <message>
        <source>{file} is not text, so it is no job.</source>
        <translation>{file} 不是文本，因此不是任务。</translation>
    </message>
    <message>
        <source>{file} is not there, or is no file.</source>
        <translation>{file} 不存在，或不是文件。</translation>
    </message>
    <message>
        <source>{file} is not valid JSON ({error}).</source>
        <translation>{file} 不是有效的 JSON（{error}）。</translation>
    </message>
    <message>
        <source>{file} is too short for a safetensors file ({size} bytes).</source>
        <translation>{file} 太短，不是 safetensors 文件（{size} 字节）。</translation>
    </message>
    <message>
        <source>{file} is truncated: it should have {at} bytes and has {size} (tensor {name} is cut off).</source>
        <translation>{file} 不完整：应有 {at} 字节，实有 {size} 字节（张量 {name} 被截断）。</translation>
    </message>
    <message>
        <source>{file} is truncated: its header should have {length} bytes, the file has {size} in all.</source>
        <translation>{file} 不完整：其文件头应有 {length} 字节，而整个文件只有 {size} 字节。</translation>
    </message>
    <message>
        <source>{file} names {twice} twice in its header.</source>
        <translation>{file} 的文件头中 {twice} 出现了两次。</translation>
    </message>
    <message>
        <source>{file} says {what}.</source>
        <translation>{file} 写的是 {what}。</translation>
    </message>
    <message>
        <source>{file}: tensor {name} cannot be read: {strerror}.</source>
        <translation>{file}：无法读取张量 {name}：{strerror}。</translation>
    </message>
    <message>
        <source>{file}: tensor {name} has NaN or infinite weights.</source>
        <translation>{file}：张量 {name} 含有 NaN 或无穷大的权重。</translation>
    </message>
    <message>
        <source>{file}: tensor {name} is damaged: {why}.</source>
        <translation>{file}：张量 {name} 已损坏：{why}。</translation>
    </message>
    <message>
        <source>{file}: tensor {name} {what} in the file.</source>
        <translation>{file}：张量 {name} 在文件中{what}。</translation>
    </message>
    <message>
        <source>{file}: the factors of {module} are NaN or infinite.</source>
        <translation>{file}：{module} 的因子为 NaN 或无穷大。</translation>
    </message>
    <message>
        <source>{file}: {name} has {key}, which is not a regular expression.</source>
        <translation>{file}：{name} 含有 {key}，它不是正则表达式。</translation>
    </message>
    <message>
        <source>{file}: {name} is {name2}, which is {why}.</source>
        <translation>{file}：{name} 是 {name2}，它{why}。</translation>
    </message>
    <message>
        <source>{folder} answers {found} of {smoke_questions} questions about texts of {length} tokens.</source>
        <translation>{folder} 在 {smoke_questions} 个关于 {length} 个词元文本的问题中答对 {found} 个。</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be applied {how} on the fly: {what}.</source>
        <translation>{folder} 无法{how}即时应用：{what}。</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be combined: {why}</source>
        <translation>{folder} 无法组合：{why}</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be cut to rank {ranks}: its components are not those of a singular value decomposition.</source>
        <translation>{folder} 不能截到秩 {ranks}：其分量不是奇异值分解的分量。</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be set in place: it changes {name} in a way of its own.</source>
        <translation>{folder} 无法就地设置：它以自己的方式更改 {name}。</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be set in place: {name} is {dtype} {shape}.</source>
        <translation>{folder} 无法就地设置：{name} 是 {dtype} {shape}。</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be set in place: {what} would become a tensor of its own.</source>
        <translation>{folder} 无法就地设置：{what}会成为单独的张量。</translation>
    </message>
    <message>
        <source>{folder} cannot be made: {existing} is not a folder that you may write to.</source>
        <translation>无法创建 {folder}：{existing} 不是您可以写入的文件夹。</translation>
    </message>
    <message>
        <source>{folder} cannot be made: {strerror}.</source>
        <translation>无法创建 {folder}：{strerror}。</translation>
    </message>
    <message>
        <source>{folder} cannot be written to: {strerror}.</source>
        <translation>无法写入 {folder}：{strerror}。</translation>
    </message>
    <message>
        <source>{folder} cannot hold a download.</source>
        <translation>{folder} 不能存放下载内容。</translation>
    </message>
    <message>
        <source>{folder} could not be written: {strerror}.</source>
        <translation>未能写入 {folder}：{strerror}。</translation>
    </message>
    <message>
        <source>{folder} does not say how many layers and key/value heads the model has.</source>
        <translation>{folder} 没有说明模型有多少层以及多少键值头。</translation>
    </message>
    <message>
        <source>{folder} exists already.</source>
        <translation>{folder} 已存在。</translation>
    </message>
    <message>
        <source>{folder} failed its verification: {what}.</source>
        <translation>{folder} 未通过校验：{what}。</translation>
    </message>
    <message>
        <source>{folder} has GGUF weights only.</source>
        <translation>{folder} 只有 GGUF 权重。</translation>
    </message>
    <message>
        <source>{folder} has changed since it was looked at.</source>
        <translation>{folder} 在查看之后发生了变化。</translation>
    </message>
    <message>
        <source>{folder} has its adapter as a pickle only (adapter_model.bin).</source>
        <translation>{folder} 的适配器只有 pickle 格式（adapter_model.bin）。</translation>
    </message>
    <message>
        <source>{folder} has its weights as a pickle only ({pickles}).</source>
        <translation>{folder} 的权重只有 pickle 格式（{pickles}）。</translation>
    </message>
    <message>
        <source>{folder} has no config.json.</source>
        <translation>{folder} 没有 config.json。</translation>
    </message>
    <message>
        <source>{folder} has no model.safetensors and no model.safetensors.index.json.</source>
        <translation>{folder} 没有 model.safetensors，也没有 model.safetensors.index.json。</translation>
    </message>
    <message>
        <source>{folder} has no parameter {unknown} when transformers loads it.</source>
        <translation>transformers 加载 {folder} 时，其中没有参数 {unknown}。</translation>
    </message>
    <message>
        <source>{folder} has no tensor {name}, where {parameter} should lie.</source>
        <translation>{folder} 没有张量 {name}，而 {parameter} 应在其中。</translation>
    </message>
    <message>
        <source>{folder} has no tokenizer that can be used ({first}).</source>
        <translation>{folder} 没有可用的分词器（{first}）。</translation>
    </message>
    <message>
        <source>{folder} has no {lacking}.</source>
        <translation>{folder} 没有 {lacking}。</translation>
    </message>
    <message>
        <source>{folder} has quantized weights ({how}), which this engine does not run.</source>
        <translation>{folder} 的权重已量化（{how}），该引擎不能运行。</translation>
    </message>
    <message>
        <source>{folder} has several chat templates, none of them the default: {error}</source>
        <translation>{folder} 有多个聊天模板，但没有默认模板：{error}</translation>
    </message>
    <message>
        <source>{folder} has shards ({name}, …) but no model.safetensors.index.json.</source>
        <translation>{folder} 有分片（{name} 等），但没有 model.safetensors.index.json。</translation>
    </message>
    <message>
        <source>{folder} has tensors of another shape than its config says: {names}.</source>
        <translation>{folder} 中有些张量的形状与其 config 所写的不同：{names}。</translation>
    </message>
    <message>
        <source>{folder} has tensors that its architecture does not use: {names}.</source>
        <translation>{folder} 中有其架构不使用的张量：{names}。</translation>
    </message>
    <message>
        <source>{folder} has {limit} positions, and the text has {length} tokens.</source>
        <translation>{folder} 有 {limit} 个位置，而文本有 {length} 个词元。</translation>
    </message>
    <message>
        <source>{folder} has {vocabulary} tokens, but token {ids} was asked for.</source>
        <translation>{folder} 有 {vocabulary} 个词元，却请求了词元 {ids}。</translation>
    </message>
    <message>
        <source>{folder} holds a GGUF adapter.</source>
        <translation>{folder} 中是 GGUF 适配器。</translation>
    </message>
    <message>
        <source>{folder} holds an MLX adapter (adapters.safetensors).</source>
        <translation>{folder} 中是 MLX 适配器（adapters.safetensors）。</translation>
    </message>
    <message>
        <source>{folder} holds an adapter, not a model.</source>
        <translation>{folder} 中是适配器，不是模型。</translation>
    </message>
    <message>
        <source>{folder} holds an image model&apos;s LoRA (lora_down, lora_up).</source>
        <translation>{folder} 中是图像模型的 LoRA（lora_down、lora_up）。</translation>
    </message>
    <message>
        <source>{folder} holds an image pipeline, not a language model.</source>
        <translation>{folder} 中是图像流水线，不是语言模型。</translation>
    </message>
    <message>
        <source>{folder} is a whole model, not an adapter.</source>
        <translation>{folder} 是完整的模型，不是适配器。</translation>
    </message>
    <message>
        <source>{folder} is a {name}, which writes no text on.</source>
        <translation>{folder} 是 {name}，它不能续写文本。</translation>
    </message>
    <message>
        <source>{folder} is damaged ({error}).</source>
        <translation>{folder} 已损坏（{error}）。</translation>
    </message>
    <message>
        <source>{folder} is not a folder with a tokenizer.</source>
        <translation>{folder} 不是含有分词器的文件夹。</translation>
    </message>
    <message>
        <source>{folder} is of another version ({value}).</source>
        <translation>{folder} 是另一个版本（{value}）。</translation>
    </message>
    <message>
        <source>{folder} lacks tensor {name} that the index puts there.</source>
        <translation>{folder} 缺少张量 {name}，而索引把它放在那里。</translation>
    </message>
    <message>
        <source>{folder} lacks the shard {shard} that its index names.</source>
        <translation>{folder} 缺少其索引列出的分片 {shard}。</translation>
    </message>
    <message>
        <source>{folder} takes {needed} in memory, and {device} has {free} free.</source>
        <translation>{folder} 需要 {needed} 内存，而 {device} 有 {free} 可用。</translation>
    </message>
    <message>
        <source>{folder} was changed after it had been fixed.</source>
        <translation>{folder} 在修复之后被改动过。</translation>
    </message>
    <message>
        <source>{folder}: tensor {lost} is not found in the loaded model.</source>
        <translation>{folder}：在加载的模型中找不到张量 {lost}。</translation>
    </message>
    <message>
        <source>{gpus} of {gpus2} GPUs suffice; each holds about {gpu_bytes}.</source>
        <translation>{gpus2} 个 GPU 中用 {gpus} 个就够；每个约占用 {gpu_bytes}。</translation>
    </message>
    <message>
        <source>{hint} What is done is kept: run the same command again when it is well.</source>
        <translation>{hint}已完成的部分会保留：恢复正常后请重新运行同一命令。</translation>
    </message>
    <message>
        <source>{host} answered with {what} where a Hub answers with data.</source>
        <translation>{host} 返回了{what}，而 Hub 应返回数据。</translation>
    </message>
    <message>
        <source>{host} answers too slowly.</source>
        <translation>{host} 回应过慢。</translation>
    </message>
    <message>
        <source>{host} asks for a pause: too many requests.</source>
        <translation>{host} 要求暂停：请求过多。</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({error}).</source>
        <translation>无法连接 {host}（{error}）。</translation>
    </message>
    <message>
        <source>{host} cannot prove who it is ({error}).</source>
        <translation>{host} 无法证明其身份（{error}）。</translation>
    </message>
    <message>
        <source>{host} cannot send a part of {path}.</source>
        <translation>{host} 无法发送 {path} 的一部分。</translation>
    </message>
    <message>
        <source>{host} continues its answer at {netloc}, which is another host.</source>
        <translation>{host} 将后续内容指向另一台主机 {netloc}。</translation>
    </message>
    <message>
        <source>{host} does not accept your token.</source>
        <translation>{host} 不接受您的令牌。</translation>
    </message>
    <message>
        <source>{host} does not allow that{said}.</source>
        <translation>{host} 不允许这样做{said}。</translation>
    </message>
    <message>
        <source>{host} does not answer.</source>
        <translation>{host} 没有回应。</translation>
    </message>
    <message>
        <source>{host} ended {path} too early.</source>
        <translation>{host} 过早结束了 {path}。</translation>
    </message>
    <message>
        <source>{host} has its store at {host2} without encryption.</source>
        <translation>{host} 的存储在 {host2} 上，且未加密。</translation>
    </message>
    <message>
        <source>{host} is in trouble (status {status}){said}.</source>
        <translation>{host} 出现故障（状态 {status}）{said}。</translation>
    </message>
    <message>
        <source>{host} refused (status {status}){said}.</source>
        <translation>{host} 拒绝了请求（状态 {status}）{said}。</translation>
    </message>
    <message>
        <source>{host} sends more than {limit} bytes for a short answer.</source>
        <translation>{host} 为简短的回应发送了超过 {limit} 字节。</translation>
    </message>
    <message>
        <source>{host} sends other bytes of {path} than those asked for.</source>
        <translation>{host} 发送的 {path} 的字节不是所请求的。</translation>
    </message>
    <message>
        <source>{host} sends us in circles.</source>
        <translation>{host} 的重定向陷入循环。</translation>
    </message>
    <message>
        <source>{host} sends us on to {host2} for something only it may answer.</source>
        <translation>{host} 将只应由它回应的请求转给了 {host2}。</translation>
    </message>
    <message>
        <source>{host} sends {path} in another encoding.</source>
        <translation>{host} 以其他编码发送 {path}。</translation>
    </message>
    <message>
        <source>{host} sends {what} of {path}, where the Hub announced {size} bytes.</source>
        <translation>{host} 发送的 {path} 有{what}，而 Hub 公布的是 {size} 字节。</translation>
    </message>
    <message>
        <source>{host} wants a login{said}.</source>
        <translation>{host} 要求登录{said}。</translation>
    </message>
    <message>
        <source>{index} has no weight_map.</source>
        <translation>{index} 没有 weight_map。</translation>
    </message>
    <message>
        <source>{index} puts tensor {name} into {shard}, which is not a file name.</source>
        <translation>{index} 把张量 {name} 放在 {shard} 中，而它不是文件名。</translation>
    </message>
    <message>
        <source>{key} has {value} entries, too many for a RoPE setting.</source>
        <translation>{key} 有 {value} 个条目，对 RoPE 设置来说太多。</translation>
    </message>
    <message>
        <source>{key} is nested too deeply to be a RoPE setting.</source>
        <translation>{key} 嵌套过深，不可能是 RoPE 设置。</translation>
    </message>
    <message>
        <source>{key} is not a RoPE setting.</source>
        <translation>{key} 不是 RoPE 设置。</translation>
    </message>
    <message>
        <source>{key} is {value}, but the model that the ability comes from has {wanted_value}.</source>
        <translation>{key} 为 {value}，而能力来源模型为 {wanted_value}。</translation>
    </message>
    <message>
        <source>{key} is {value}, not a positive number.</source>
        <translation>{key} 是 {value}，不是正数。</translation>
    </message>
    <message>
        <source>{key} is {value}, not a table of settings.</source>
        <translation>{key} 是 {value}，不是设置表。</translation>
    </message>
    <message>
        <source>{key} is {value}, which is not a number that can be used.</source>
        <translation>{key} 是 {value}，不是可用的数值。</translation>
    </message>
    <message>
        <source>{key}: {name} is {entry}, not a name.</source>
        <translation>{key}：{name} 是 {entry}，不是名称。</translation>
    </message>
    <message>
        <source>{key}: {name} is {entry}, not a positive number.</source>
        <translation>{key}：{name} 是 {entry}，不是正数。</translation>
    </message>
    <message>
        <source>{left_out} paragraphs of your text hold control tokens of the model; left out.</source>
        <translation>您的文本中有 {left_out} 段含有模型的控制词元，已略去。</translation>
    </message>
    <message>
        <source>{length} tokens are beyond the model&apos;s window of {window}: the server is told to go on.</source>
        <translation>{length} 个词元超出模型 {window} 的窗口：已让服务器继续。</translation>
    </message>
    <message>
        <source>{length} tokens are too few for the needles of tier {tier}.</source>
        <translation>{length} 个词元太少，放不下层级 {tier} 的针。</translation>
    </message>
    <message>
        <source>{length} tokens are wanted, and the window is {window}.</source>
        <translation>需要 {length} 个词元，而窗口为 {window}。</translation>
    </message>
    <message>
        <source>{longest} tokens need {needed}, and {free} are free.</source>
        <translation>{longest} 个词元需要 {needed}，而可用 {free}。</translation>
    </message>
    <message>
        <source>{lost} of {name} {have} no counterpart in the target.</source>
        <translation>{name} 的 {lost} 在目标中{have}对应的张量。</translation>
    </message>
    <message>
        <source>{message} This job goes on, but is not in the history.</source>
        <translation>{message}此任务会继续，但不在历史中。</translation>
    </message>
    <message>
        <source>{missing} tokens are too few: template, a needle and its question need {shortest}.</source>
        <translation>{missing} 个词元太少：模板、一根针及其问题需要 {shortest} 个。</translation>
    </message>
    <message>
        <source>{module}: the adapter has {shape} tokens of width {shape2}, the target&apos;s {name} is {shape3}.</source>
        <translation>{module}：适配器有 {shape} 个宽度为 {shape2} 的词元，而目标的 {name} 是 {shape3}。</translation>
    </message>
    <message>
        <source>{module}: the adapter&apos;s difference is {delta_shape}, the target&apos;s {name} is {shape}.</source>
        <translation>{module}：适配器的差异是 {delta_shape}，而目标的 {name} 是 {shape}。</translation>
    </message>
    <message>
        <source>{name} adds to a bias that {module} of the target does not have.</source>
        <translation>{name} 要叠加到目标的 {module} 所没有的偏置上。</translation>
    </message>
    <message>
        <source>{name} cannot be published: {why}.</source>
        <translation>无法发布 {name}：{why}。</translation>
    </message>
    <message>
        <source>{name} cannot publish under {owner}.</source>
        <translation>{name} 不能在 {owner} 名下发布。</translation>
    </message>
    <message>
        <source>{name} changes nothing.</source>
        <translation>{name} 不改变任何东西。</translation>
    </message>
    <message>
        <source>{name} comes from the cache, as of commit {commit}, and was not compared with the Hub.</source>
        <translation>{name} 来自缓存，提交为 {commit}，未与 Hub 比较。</translation>
    </message>
    <message>
        <source>{name} finds a fact that stands alone ({found} of {smoke_questions}) but does not tell several apart ({hits} of {smoke_questions2}): every needle is asked for in a text of its own.</source>
        <translation>{name} 能找到单独出现的事实（{smoke_questions} 个中的 {found} 个），但不能区分多个事实（{smoke_questions2} 个中的 {hits} 个）：每根针都会在单独的文本中提问。</translation>
    </message>
    <message>
        <source>{name} has no {other} beside it.</source>
        <translation>{name} 旁边没有 {other}。</translation>
    </message>
    <message>
        <source>{name} has the shape {shape}: it was saved without being gathered from its shards.</source>
        <translation>{name} 的形状为 {shape}：保存时没有从各分片汇集。</translation>
    </message>
    <message>
        <source>{name} has {numel} magnitudes, {module} has {outputs} outputs.</source>
        <translation>{name} 有 {numel} 个幅值，而 {module} 有 {outputs} 个输出。</translation>
    </message>
    <message>
        <source>{name} has {rows} rows in the {role} and {mine} in the base; only the {common} common rows can be used.</source>
        <translation>{name} 在{role}中有 {rows} 行，在基座中有 {mine} 行；只能使用共同的 {common} 行。</translation>
    </message>
    <message>
        <source>{name} has {shape} rows, but trainable_token_indices doesn&apos;t name as many.</source>
        <translation>{name} 有 {shape} 行，但 trainable_token_indices 列出的数量不同。</translation>
    </message>
    <message>
        <source>{name} in {where} is {value}, not {wanted}.</source>
        <translation>{where} 中的 {name} 是 {value}，不是{wanted}。</translation>
    </message>
    <message>
        <source>{name} is left out: {message}</source>
        <translation>已略去 {name}：{message}</translation>
    </message>
    <message>
        <source>{name} is not a job: it has no &quot;kind&quot;.</source>
        <translation>{name} 不是任务：它没有 &quot;kind&quot;。</translation>
    </message>
    <message>
        <source>{name} is not on the Hub as it was sent.</source>
        <translation>Hub 上的 {name} 与发送的不一致。</translation>
    </message>
    <message>
        <source>{name} is not on the Hub, so the card tells of it in its text.</source>
        <translation>{name} 不在 Hub 上，因此卡片在正文中说明它。</translation>
    </message>
    <message>
        <source>{name} is not one of a plain pair of factors.</source>
        <translation>{name} 不属于一对普通的因子。</translation>
    </message>
    <message>
        <source>{name} is stored as {dtype}, which is not a type for factors.</source>
        <translation>{name} 以 {dtype} 存储，这不是因子的类型。</translation>
    </message>
    <message>
        <source>{name} is {shape}, the target&apos;s {name2} is {shape2}.</source>
        <translation>{name} 是 {shape}，而目标的 {name2} 是 {shape2}。</translation>
    </message>
    <message>
        <source>{name} of {repo_id} is not on this machine.</source>
        <translation>{repo_id} 的 {name} 不在本机上。</translation>
    </message>
    <message>
        <source>{name} says that its needles cannot share one (only: isolated).</source>
        <translation>{name} 规定其针不能共用一段文本（only: isolated）。</translation>
    </message>
    <message>
        <source>{name}&apos;s token may only read.</source>
        <translation>{name} 的令牌只有读取权限。</translation>
    </message>
    <message>
        <source>{name}{more} gets no place on this machine: {why}.</source>
        <translation>{name}{more} 无法存放在本机上：{why}。</translation>
    </message>
    <message>
        <source>{needed} are still to come, and the disk of {where} has {free} free.</source>
        <translation>还需下载 {needed}，而 {where} 所在磁盘有 {free} 可用。</translation>
    </message>
    <message>
        <source>{noise} of the difference is only the donor&apos;s rounding: the fine-tune hardly moved the weights.</source>
        <translation>差异的 {noise} 只是供体的舍入：微调几乎没有改变权重。</translation>
    </message>
    <message>
        <source>{one} or {other} cannot be read: {strerror}.</source>
        <translation>无法读取 {one} 或 {other}：{strerror}。</translation>
    </message>
    <message>
        <source>{out} appeared while the job ran.</source>
        <translation>任务运行期间出现了 {out}。</translation>
    </message>
    <message>
        <source>{out} cannot be an output folder.</source>
        <translation>{out} 不能作为输出文件夹。</translation>
    </message>
    <message>
        <source>{out} is an input of this very job.</source>
        <translation>{out} 是此任务自身的输入。</translation>
    </message>
    <message>
        <source>{out} needs {disk_needed}, its disk has {disk_free} free.</source>
        <translation>{out} 需要 {disk_needed}，而其磁盘有 {disk_free} 可用。</translation>
    </message>
    <message>
        <source>{out} was not made by Graftwork, so --overwrite does not replace it.</source>
        <translation>{out} 不是由 Graftwork 生成的，因此--overwrite不会替换它。</translation>
    </message>
    <message>
        <source>{parameter}: factors of {shape} and {shape2} ranks are no multiple of the rank {rank}.</source>
        <translation>{parameter}：{shape} 和 {shape2} 的因子不是秩 {rank} 的倍数。</translation>
    </message>
    <message>
        <source>{parameter}: the adapter&apos;s difference is {shape} x {shape2}, which fits the target&apos;s experts in no order.</source>
        <translation>{parameter}：适配器的差异是 {shape} x {shape2}，以任何顺序都不符合目标的专家。</translation>
    </message>
    <message>
        <source>{parent} holds another run: {why}.</source>
        <translation>{parent} 中是另一次运行：{why}。</translation>
    </message>
    <message>
        <source>{partial} can&apos;t be removed.</source>
        <translation>无法删除 {partial}。</translation>
    </message>
    <message>
        <source>{partial} holds an input of this very job.</source>
        <translation>{partial} 中有此任务自身的输入。</translation>
    </message>
    <message>
        <source>{partial} holds an interrupted job with other settings or other inputs.</source>
        <translation>{partial} 中有一个被中断的任务，其设置或输入与此不同。</translation>
    </message>
    <message>
        <source>{partial} is in the way and was not made by Graftwork.</source>
        <translation>{partial} 妨碍了操作，且不是由 Graftwork 生成的。</translation>
    </message>
    <message>
        <source>{path} brings more than {most_files} files.</source>
        <translation>{path} 带来的文件超过 {most_files} 个。</translation>
    </message>
    <message>
        <source>{path} brings other context settings than the adapters before it.</source>
        <translation>{path} 的上下文设置与前面的适配器不同。</translation>
    </message>
    <message>
        <source>{path} cannot be understood ({name}: {error}).</source>
        <translation>无法理解 {path}（{name}：{error}）。</translation>
    </message>
    <message>
        <source>{path} ended too early.</source>
        <translation>{path} 过早结束。</translation>
    </message>
    <message>
        <source>{path} gets no place on this machine: {why}.</source>
        <translation>{path} 无法存放在本机上：{why}。</translation>
    </message>
    <message>
        <source>{path} has more than {most_bytes} MiB, too much for prompts.</source>
        <translation>{path} 超过 {most_bytes} MiB，对提示来说太大。</translation>
    </message>
    <message>
        <source>{path} has {size} bytes, too much for such a file.</source>
        <translation>{path} 有 {size} 字节，对这种文件来说太大。</translation>
    </message>
    <message>
        <source>{path} holds no haystack description but {what}.</source>
        <translation>{path} 中不是大海捞针的描述，而是{what}。</translation>
    </message>
    <message>
        <source>{path} holds no prompts.</source>
        <translation>{path} 中没有提示。</translation>
    </message>
    <message>
        <source>{path} holds {lines} prompts; {most_prompts} are the most.</source>
        <translation>{path} 中有 {lines} 个提示；最多 {most_prompts} 个。</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path} 是空的。</translation>
    </message>
    <message>
        <source>{path} is larger than {most_bytes} MiB.</source>
        <translation>{path} 超过 {most_bytes} MiB。</translation>
    </message>
    <message>
        <source>{path} is neither UTF-8 nor GB18030 text.</source>
        <translation>{path} 既不是 UTF-8 文本，也不是 GB18030 文本。</translation>
    </message>
    <message>
        <source>{path} is neither a .txt nor a .md file.</source>
        <translation>{path} 既不是 .txt 文件，也不是 .md 文件。</translation>
    </message>
    <message>
        <source>{path} is not UTF-8 text, so it holds no prompts.</source>
        <translation>{path} 不是 UTF-8 文本，因此其中没有提示。</translation>
    </message>
    <message>
        <source>{path} is not UTF-8 text.</source>
        <translation>{path} 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>{path} is not a .safetensors file.</source>
        <translation>{path} 不是 .safetensors 文件。</translation>
    </message>
    <message>
        <source>{path} is not a tokenizer that can be read: {error}</source>
        <translation>{path} 不是可以读取的分词器：{error}</translation>
    </message>
    <message>
        <source>{path} is not text but holds binary data.</source>
        <translation>{path} 不是文本，而是二进制数据。</translation>
    </message>
    <message>
        <source>{path} is on the Hub, and this needs a folder on this machine.</source>
        <translation>{path} 在 Hub 上，而这里需要本机上的文件夹。</translation>
    </message>
    <message>
        <source>{path} is too large for a description: more than {most_bytes} MB.</source>
        <translation>{path} 对描述来说太大：超过 {most_bytes} MB。</translation>
    </message>
    <message>
        <source>{path} may not be written to.</source>
        <translation>不能写入 {path}。</translation>
    </message>
    <message>
        <source>{path} of {repo_id} arrived damaged: its hash is not the one that the Hub announced.</source>
        <translation>{repo_id} 的 {path} 到达时已损坏：哈希与 Hub 公布的不符。</translation>
    </message>
    <message>
        <source>{path} of {repo_id} has {size} bytes, too much for such a file.</source>
        <translation>{repo_id} 的 {path} 有 {size} 字节，对这种文件来说太大。</translation>
    </message>
    <message>
        <source>{path} would need {count} bytes for a look, which is too many.</source>
        <translation>查看 {path} 需要 {count} 字节，太多了。</translation>
    </message>
    <message>
        <source>{path}: filler.files names {name}, which is not in the description&apos;s folder.</source>
        <translation>{path}：filler.files 列出的 {name} 不在描述的文件夹中。</translation>
    </message>
    <message>
        <source>{questions} questions at {lengths} lengths, {lengths2}: {work}.</source>
        <translation>{lengths} 个长度（{lengths2}）上的 {questions} 个问题：{work}。</translation>
    </message>
    <message>
        <source>{rank} is not a rank.</source>
        <translation>{rank} 不是秩。</translation>
    </message>
    <message>
        <source>{renamed_from} is called {repo_id} now.</source>
        <translation>{renamed_from} 现名 {repo_id}。</translation>
    </message>
    <message>
        <source>{repo_id} comes from the cache; its files there have not been checked.</source>
        <translation>{repo_id} 来自缓存；其中的文件尚未校验。</translation>
    </message>
    <message>
        <source>{repo_id} exists and is public, and you asked for a private one.</source>
        <translation>{repo_id} 已存在且公开，而您要求的是私有仓库。</translation>
    </message>
    <message>
        <source>{repo_id} has been disabled by the Hub.</source>
        <translation>{repo_id} 已被 Hub 停用。</translation>
    </message>
    <message>
        <source>{repo_id} has its weights as pickles or other files that can run code when read, and Graftwork never opens those.</source>
        <translation>{repo_id} 的权重是 pickle 或其他读取时可能运行代码的文件，Graftwork 从不打开它们。</translation>
    </message>
    <message>
        <source>{repo_id} has no file {name}.</source>
        <translation>{repo_id} 没有文件 {name}。</translation>
    </message>
    <message>
        <source>{repo_id} has no such branch, tag or commit.</source>
        <translation>{repo_id} 没有这个分支、标签或提交。</translation>
    </message>
    <message>
        <source>{repo_id} has {entries} files, too many for a model.</source>
        <translation>{repo_id} 有 {entries} 个文件，对模型来说太多。</translation>
    </message>
    <message>
        <source>{repo_id} has {pair} and {pair2}, which are one file on some systems.</source>
        <translation>{repo_id} 有 {pair} 和 {pair2}，它们在某些系统上是同一个文件。</translation>
    </message>
    <message>
        <source>{repo_id} is an image pipeline, not a language model.</source>
        <translation>{repo_id} 是图像流水线，不是语言模型。</translation>
    </message>
    <message>
        <source>{repo_id} is gated, and your account has no access to its files.</source>
        <translation>{repo_id} 受访问限制，您的账户无权获取其文件。</translation>
    </message>
    <message>
        <source>{repo_id} is gated: its download needs an account with access.</source>
        <translation>{repo_id} 受访问限制：下载需要获得授权的账户。</translation>
    </message>
    <message>
        <source>{repo_id} is gated: its files are given only to accounts with access.</source>
        <translation>{repo_id} 受访问限制：文件只提供给获得授权的账户。</translation>
    </message>
    <message>
        <source>{repo_id} is set to drop {name} (.gitignore).</source>
        <translation>{repo_id} 的设置会丢弃 {name}（.gitignore）。</translation>
    </message>
    <message>
        <source>{repo_id} needs {needed} on the disk of {where}, which has {free} free.</source>
        <translation>{repo_id} 在 {where} 所在磁盘上需要 {needed}，而可用 {free}。</translation>
    </message>
    <message>
        <source>{repository} exists already{seen}.</source>
        <translation>{repository} 已存在{seen}。</translation>
    </message>
    <message>
        <source>{repository} was made for this upload, and is empty so far.</source>
        <translation>{repository} 是为本次上传创建的，目前为空。</translation>
    </message>
    <message>
        <source>{repository} was made public by somebody while the files were sent.</source>
        <translation>发送文件期间，{repository} 被他人改为公开。</translation>
    </message>
    <message>
        <source>{result} exists already, and no run beside it.</source>
        <translation>{result} 已存在，而旁边没有运行记录。</translation>
    </message>
    <message>
        <source>{run} cannot be replaced: {strerror}.</source>
        <translation>无法替换 {run}：{strerror}。</translation>
    </message>
    <message>
        <source>{run} is in the way and is no run of Graftwork.</source>
        <translation>{run} 妨碍了操作，且不是 Graftwork 的运行。</translation>
    </message>
    <message>
        <source>{scheme}://{host} has more behind it than a path.</source>
        <translation>{scheme}://{host} 后面除路径外还有其他内容。</translation>
    </message>
    <message>
        <source>{settings} settings{each}, up to {longest} tokens.</source>
        <translation>{settings} 个设置{each}，最长 {longest} 个词元。</translation>
    </message>
    <message>
        <source>{short} The check will stop where memory ends: ask shorter lengths, or a server (--engine URL).</source>
        <translation>{short}检查会在内存用尽处停止：请选择较短的长度，或使用服务器（--engine URL）。</translation>
    </message>
    <message>
        <source>{short} tokens are too few for the needles and questions there.</source>
        <translation>{short} 个词元太少，放不下那里的针和问题。</translation>
    </message>
    <message>
        <source>{task} is in {language}, not in {language2}.</source>
        <translation>{task} 的语言是 {language}，不是 {language2}。</translation>
    </message>
    <message>
        <source>{text} has a path that cannot be one.</source>
        <translation>{text} 中的路径不可能是路径。</translation>
    </message>
    <message>
        <source>{text} has no usable host in it.</source>
        <translation>{text} 中没有可用的主机。</translation>
    </message>
    <message>
        <source>{text} is not an http or https address.</source>
        <translation>{text} 不是 http 或 https 地址。</translation>
    </message>
    <message>
        <source>{text} is not encrypted: everybody on the way could read your token.</source>
        <translation>{text} 未加密：途中任何人都能读到您的令牌。</translation>
    </message>
    <message>
        <source>{text} is not the address of a Hub.</source>
        <translation>{text} 不是 Hub 的地址。</translation>
    </message>
    <message>
        <source>{text} is not {what}.</source>
        <translation>{text} 不是{what}。</translation>
    </message>
    <message>
        <source>{text} is out of range for {what}.</source>
        <translation>{text} 超出{what}的范围。</translation>
    </message>
    <message>
        <source>{title} cannot be compared: {message}</source>
        <translation>无法比较 {title}：{message}</translation>
    </message>
    <message>
        <source>{undecided} will be placed by transformers&apos; conversion tables when the merge starts.</source>
        <translation>合并开始时，transformers 的转换表会决定 {undecided} 的位置。</translation>
    </message>
    <message>
        <source>{value}, and so it went {failures} times in a row.</source>
        <translation>{value}，并且连续 {failures} 次都是如此。</translation>
    </message>
    <message>
        <source>{weight} is not a weight.</source>
        <translation>{weight} 不是权重。</translation>
    </message>
    <message>
        <source>{what} cannot be done: {message}.</source>
        <translation>{what} 无法执行：{message}。</translation>
    </message>
    <message>
        <source>{what} cannot be reached: offline mode is on.</source>
        <translation>无法连接 {what}：离线模式已开启。</translation>
    </message>
    <message>
        <source>{what} has {name} = {first}: {message}.</source>
        <translation>{what} 的 {name} = {first}：{message}。</translation>
    </message>
    <message>
        <source>{what} has {name}, which means nothing to it.</source>
        <translation>{what} 含有 {name}，它对此没有意义。</translation>
    </message>
    <message>
        <source>{what} lacks {name}.</source>
        <translation>{what} 缺少 {name}。</translation>
    </message>
    <message>
        <source>{where} cannot be used: {reason}.</source>
        <translation>无法使用 {where}：{reason}。</translation>
    </message>
    <message>
        <source>{where} claims a header of {length} bytes.</source>
        <translation>{where} 声称文件头有 {length} 字节。</translation>
    </message>
    <message>
        <source>{where} has a magnitude or a bias but no factors.</source>
        <translation>{where} 有幅值或偏置，但没有因子。</translation>
    </message>
    <message>
        <source>{where} has an empty &quot;contains&quot;: every reply would be right.</source>
        <translation>{where} 的 &quot;contains&quot; 为空：任何回复都会算对。</translation>
    </message>
    <message>
        <source>{where} has no &quot;contains&quot; with what a right reply holds.</source>
        <translation>{where} 没有写明正确回复内容的 &quot;contains&quot;。</translation>
    </message>
    <message>
        <source>{where} has no &quot;user&quot; with a prompt.</source>
        <translation>{where} 没有写有提示的 &quot;user&quot;。</translation>
    </message>
    <message>
        <source>{where} has the schema {schema}, not {name}/1.</source>
        <translation>{where} 的格式是 {schema}，不是 {name}/1。</translation>
    </message>
    <message>
        <source>{where} has the schema {schema}; this Graftwork ({version}) reads {name}/1.</source>
        <translation>{where} 的格式是 {schema}；本 Graftwork（{version}）读取 {name}/1。</translation>
    </message>
    <message>
        <source>{where} holds {documents} YAML documents instead of one.</source>
        <translation>{where} 中有 {documents} 个 YAML 文档，而应为一个。</translation>
    </message>
    <message>
        <source>{where} holds {what}.{more}</source>
        <translation>{where}含有{what}。{more}</translation>
    </message>
    <message>
        <source>{where} is not YAML: {error}.</source>
        <translation>{where} 不是 YAML：{error}。</translation>
    </message>
    <message>
        <source>{where} is not a JSON object.</source>
        <translation>{where} 不是 JSON 对象。</translation>
    </message>
    <message>
        <source>{where} is not a JSON object: {error}.</source>
        <translation>{where} 不是 JSON 对象：{error}。</translation>
    </message>
    <message>
        <source>{where} is not valid JSON.</source>
        <translation>{where} 不是有效的 JSON。</translation>
    </message>
    <message>
        <source>{where} is too short for a safetensors file.</source>
        <translation>{where} 太短，不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>{where} lacks its magnitudes, but the configuration says DoRA.</source>
        <translation>{where} 缺少幅值，而配置写的是 DoRA。</translation>
    </message>
    <message>
        <source>{where} names {names} shards.</source>
        <translation>{where} 列出了 {names} 个分片。</translation>
    </message>
    <message>
        <source>{where} names {name}, which is no shard of it.</source>
        <translation>{where} 列出的 {name} 不是它的分片。</translation>
    </message>
    <message>
        <source>{where}: A has rank {shape} and B has rank {shape2}.</source>
        <translation>{where}：A 的秩是 {shape}，B 的秩是 {shape2}。</translation>
    </message>
    <message>
        <source>{where}{line} cannot be used: {why}.</source>
        <translation>无法使用 {where}{line}：{why}。</translation>
    </message>
    <message>
        <source>{where}{line} is not YAML: {problem}.</source>
        <translation>{where}{line} 不是 YAML：{problem}。</translation>
    </message>
    <message>
        <source>{whole} is not the name of a model on the Hub.</source>
        <translation>{whole} 不是 Hub 上模型的名称。</translation>
    </message>
    <message>
        <source>{whole} names {revision}, which cannot be a branch, tag or commit.</source>
        <translation>{whole} 指定了 {revision}，它不可能是分支、标签或提交。</translation>
    </message>
    <message>
        <source>{who} cannot be reached within {connect} s.</source>
        <translation>在 {connect} 秒内未能连接{who}。</translation>
    </message>
    <message>
        <source>{who} cannot be reached: {error}.</source>
        <translation>无法连接{who}：{error}。</translation>
    </message>
    <message>
        <source>{who} closed the connection {where}.</source>
        <translation>{who}关闭了连接（{where}）。</translation>
    </message>
    <message>
        <source>{who} did not answer {path} within {wait} s.</source>
        <translation>{who}在 {wait} 秒内没有回应 {path}。</translation>
    </message>
    <message>
        <source>{who} does not speak TLS.</source>
        <translation>{who}不支持 TLS。</translation>
    </message>
    <message>
        <source>{who} has a certificate that is not trusted: {verify_message}.</source>
        <translation>{who}的证书不受信任：{verify_message}。</translation>
    </message>
    <message>
        <source>{who} is not known by that name.</source>
        <translation>{who}的名称无法解析。</translation>
    </message>
    <message>
        <source>{who} is not running: the connection was refused.</source>
        <translation>{who}没有运行：连接被拒绝。</translation>
    </message>
    <message>
        <source>{who} sent more than {largest} MB in answer to {path}.</source>
        <translation>{who}对 {path} 的回应超过 {largest} MB。</translation>
    </message>
    <message>
        <source>  and {bad} more</source>
        <translation> 以及另外 {bad} 个</translation>
    </message>
    <message>
        <source> ({found} more.)</source>
        <translation>（另有 {found} 处。）</translation>
    </message>
    <message>
        <source> ({lacking} modules lack theirs)</source>
        <translation>（{lacking} 个模块缺少因子）</translation>
    </message>
    <message>
        <source> and {bad} more</source>
        <translation>以及另外 {bad} 个</translation>
    </message>
    <message>
        <source>{field} has {{undrawn}}, which nothing has drawn there</source>
        <translation>{field} 中的 {{undrawn}} 在那里没有取值</translation>
    </message>
    <message>
        <source>{where} asks for {count} values: it needs {values} in its answer and one needle</source>
        <translation>{where} 询问 {count} 个值：其答案中需要 {values}，并且只有一根针</translation>
    </message>
    <message>
        <source>{where} has no keys</source>
        <translation>{where} 没有键</translation>
    </message>
    <message>
        <source>{where} has no value</source>
        <translation>{where} 没有值</translation>
    </message>
    <message>
        <source>{where} has no {value} in its answer</source>
        <translation>{where} 的答案中没有 {value}</translation>
    </message>
    <message>
        <source>{where} has no {value} in its needle</source>
        <translation>{where} 的针中没有 {value}</translation>
    </message>
    <message>
        <source>{where} has {{unknown}} in its question or answer, which nothing has drawn</source>
        <translation>{where} 的问题或答案中有 {{unknown}}，它没有取值</translation>
    </message>
    <message>
        <source>{where} needs both link and {link} in its needle, or none of them</source>
        <translation>{where} 的针中需要同时有 link 和 {link}，或都没有</translation>
    </message>
    <message>
        <source>{{name}} belongs to the needles and cannot be a list of words</source>
        <translation>{{name}} 属于针，不能是词表</translation>
    </message>
    <message>
        <source> for each rank</source>
        <translation>（每个秩）</translation>
    </message>
    <message>
        <source>The base of {name} and the target are only distantly related (cosine {cosine}).</source>
        <translation>{name} 的基座与目标只是远亲（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The base of {name} and the target are relatives (cosine {cosine}).</source>
        <translation>{name} 的基座与目标同源（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>The target was not trained from the base of {name}: their weights are unrelated (cosine {cosine}).</source>
        <translation>目标不是从 {name} 的基座训练而来：两者的权重没有关系（余弦 {cosine}）。</translation>
    </message>
    <message>
        <source>(none named)</source>
        <translation>（未指定）</translation>
    </message>
    <message>
        <source>(not named)</source>
        <translation>（未指定）</translation>
    </message>
    <message>
        <source>, and is public</source>
        <translation>，并且是公开的</translation>
    </message>
    <message>
        <source>, line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>, sha256 of its weights: {shown}</source>
        <translation>，其权重的 sha256：{shown}</translation>
    </message>
    <message>
        <source>: a web page</source>
        <translation>：网页</translation>
    </message>
    <message>
        <source>; another {needed} were needed and {free} are free</source>
        <translation>；另外需要 {needed}，而可用 {free}</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>某个文件</translation>
    </message>
    <message>
        <source>Line {number} of {path}</source>
        <translation>{path} 的第 {number} 行</translation>
    </message>
    <message>
        <source>The header of {file}</source>
        <translation>{file} 的文件头</translation>
    </message>
    <message>
        <source>The job</source>
        <translation>该任务</translation>
    </message>
    <message>
        <source>The server at {address}</source>
        <translation>{address} 的服务器</translation>
    </message>
    <message>
        <source>a card tells what its own model can do, and with adapters on the fly another one is checked; merge them and check what comes out, or leave the card out</source>
        <translation>卡片说明的是模型自身的能力，而即时应用适配器时检查的是另一个模型；请合并后检查结果，或不写卡片</translation>
    </message>
    <message>
        <source>a commit has 40 hexadecimal digits</source>
        <translation>提交由 40 位十六进制数字组成</translation>
    </message>
    <message>
        <source>a context window has at least one token</source>
        <translation>上下文窗口至少有一个词元</translation>
    </message>
    <message>
        <source>a count is negative</source>
        <translation>计数为负</translation>
    </message>
    <message>
        <source>a figure is {value}</source>
        <translation>某个数值是 {value}</translation>
    </message>
    <message>
        <source>a head of its own</source>
        <translation>独立的输出头</translation>
    </message>
    <message>
        <source>a huge number</source>
        <translation>极大的数</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a list of at most {most} things</source>
        <translation>最多 {most} 项的列表</translation>
    </message>
    <message>
        <source>a list or mapping cannot be a name</source>
        <translation>列表或映射不能作为名称</translation>
    </message>
    <message>
        <source>a local model</source>
        <translation>本机模型</translation>
    </message>
    <message>
        <source>a number from {least} to {most}</source>
        <translation>{least} 到 {most} 之间的数</translation>
    </message>
    <message>
        <source>a number of parameters</source>
        <translation>参数数量</translation>
    </message>
    <message>
        <source>a number of tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>a question of {name} names no key, so two needles would both answer it.</source>
        <translation>{name} 的一个问题没有写出键，因此两根针都会是答案。</translation>
    </message>
    <message>
        <source>a server cannot apply adapters from here; start it with them, or use this computer</source>
        <translation>无法从这里让服务器应用适配器；请在启动它时带上适配器，或使用本机</translation>
    </message>
    <message>
        <source>a shape of {shape} in {dtype} is not a whole number of bytes</source>
        <translation>{dtype} 的形状 {shape} 不是整数个字节</translation>
    </message>
    <message>
        <source>a single number</source>
        <translation>单个数值</translation>
    </message>
    <message>
        <source>a size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>a task brings its own text; name the files in it, or leave one of the two out</source>
        <translation>任务自带文本；请在其中列出文件，或去掉两者之一</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a text of {least} to {most} characters</source>
        <translation>{least} 到 {most} 个字符的文本</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>a whole number from {least} to {most}</source>
        <translation>{least} 到 {most} 之间的整数</translation>
    </message>
    <message>
        <source>a word</source>
        <translation>一个词</translation>
    </message>
    <message>
        <source>an OpenAI-compatible server</source>
        <translation>兼容 OpenAI 的服务器</translation>
    </message>
    <message>
        <source>an adapter&apos;s weight must be a finite number</source>
        <translation>适配器的权重必须是有限的数</translation>
    </message>
    <message>
        <source>an engine is &quot;local&quot; or the http address of a server</source>
        <translation>引擎应为 &quot;local&quot; 或服务器的 http 地址</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>anchors (&amp;) and aliases (*) are not allowed; write the value out, or quote it</source>
        <translation>不允许使用锚点（&amp;）和别名（*）；请写出该值，或加上引号</translation>
    </message>
    <message>
        <source>another encoding</source>
        <translation>其他编码</translation>
    </message>
    <message>
        <source>as the architecture has it</source>
        <translation>与架构规定的相同</translation>
    </message>
    <message>
        <source>cast.{name} names {words}, which is no list of words</source>
        <translation>cast.{name} 指定了 {words}，它不是词表</translation>
    </message>
    <message>
        <source>choose either --auto-rank or --size, not both</source>
        <translation>请在--auto-rank和--size中选择一个，不能同时使用</translation>
    </message>
    <message>
        <source>config.json with model.safetensors</source>
        <translation>config.json 和 model.safetensors</translation>
    </message>
    <message>
        <source>control rows need an adapter, or the target as it was before the graft</source>
        <translation>对照行需要适配器，或嫁接之前的目标</translation>
    </message>
    <message>
        <source>control rows run on this computer; compare two runs on a server with --baseline</source>
        <translation>对照行在本机上运行；请用 --baseline 比较服务器上的两次运行</translation>
    </message>
    <message>
        <source>embedding and head tied</source>
        <translation>共享的嵌入与输出头</translation>
    </message>
    <message>
        <source>filler.cast.{name} is a list of words, too</source>
        <translation>filler.cast.{name} 同时也是词表</translation>
    </message>
    <message>
        <source>give 1 to {most_depths} depths</source>
        <translation>请给出 1 到 {most_depths} 个深度</translation>
    </message>
    <message>
        <source>give either the lengths or the longest of them</source>
        <translation>请给出各个长度或其中最长的一个，不能同时给出</translation>
    </message>
    <message>
        <source>in the middle of its answer</source>
        <translation>在回答中途</translation>
    </message>
    <message>
        <source>it cannot be replaced</source>
        <translation>它不能被替换</translation>
    </message>
    <message>
        <source>it has no owner: write owner/name</source>
        <translation>它没有所有者：请写成 owner/name</translation>
    </message>
    <message>
        <source>it holds more than {most_values} values</source>
        <translation>它含有超过 {most_values} 个值</translation>
    </message>
    <message>
        <source>it is hidden</source>
        <translation>它是隐藏的</translation>
    </message>
    <message>
        <source>it is nested deeper than {deepest} levels</source>
        <translation>它的嵌套超过 {deepest} 层</translation>
    </message>
    <message>
        <source>its data_offsets are not two whole numbers</source>
        <translation>其 data_offsets 不是两个整数</translation>
    </message>
    <message>
        <source>its dtype is not a text</source>
        <translation>其 dtype 不是文本</translation>
    </message>
    <message>
        <source>its entry lacks dtype, shape or data_offsets</source>
        <translation>其条目缺少 dtype、shape 或 data_offsets</translation>
    </message>
    <message>
        <source>its name has characters that not every system allows</source>
        <translation>其名称含有并非所有系统都允许的字符</translation>
    </message>
    <message>
        <source>its name has invisible characters</source>
        <translation>其名称含有不可见字符</translation>
    </message>
    <message>
        <source>its name is empty or too long</source>
        <translation>其名称为空或过长</translation>
    </message>
    <message>
        <source>its name leads out of its folder</source>
        <translation>其名称指向所在文件夹之外</translation>
    </message>
    <message>
        <source>its name means something else on some systems</source>
        <translation>其名称在某些系统上另有含义</translation>
    </message>
    <message>
        <source>its offsets span {end} bytes, its shape and dtype need {expected}</source>
        <translation>其偏移量跨度为 {end} 字节，而其形状和类型需要 {expected} 字节</translation>
    </message>
    <message>
        <source>its shape is not a short list of whole numbers</source>
        <translation>其 shape 不是简短的整数列表</translation>
    </message>
    <message>
        <source>its type {dtype} is not one that safetensors has</source>
        <translation>其类型 {dtype} 不是 safetensors 的类型</translation>
    </message>
    <message>
        <source>keys with several parts</source>
        <translation>由多个部分组成的键</translation>
    </message>
    <message>
        <source>kinds of facts</source>
        <translation>事实的种类</translation>
    </message>
    <message>
        <source>leaves a gap before it</source>
        <translation>之前留有空隙</translation>
    </message>
    <message>
        <source>leaves the message out</source>
        <translation>漏掉了消息</translation>
    </message>
    <message>
        <source>longer than a pattern of modules is</source>
        <translation>长于一个模块模式的长度</translation>
    </message>
    <message>
        <source>longer than names of modules are</source>
        <translation>长于模块名称的长度</translation>
    </message>
    <message>
        <source>model.safetensors.index.json of {repo_id}</source>
        <translation>{repo_id} 的 model.safetensors.index.json</translation>
    </message>
    <message>
        <source>more bytes</source>
        <translation>更多字节</translation>
    </message>
    <message>
        <source>name each number once, the smallest first</source>
        <translation>每个数只列一次，从小到大排列</translation>
    </message>
    <message>
        <source>needle, question and answer are the form of tier T1; tiers.T1 is there, too</source>
        <translation>needle、question 和 answer 是层级 T1 的形式，而 tiers.T1 也存在</translation>
    </message>
    <message>
        <source>needle, question and answer belong together; one of them is missing</source>
        <translation>needle、question 和 answer 应一起给出；缺少其中之一</translation>
    </message>
    <message>
        <source>needs either digits or words</source>
        <translation>需要 digits 或 words 之一</translation>
    </message>
    <message>
        <source>needs either sentences or files</source>
        <translation>需要 sentences 或 files 之一</translation>
    </message>
    <message>
        <source>neither /v1/completions nor /v1/chat/completions</source>
        <translation>既没有 /v1/completions，也没有 /v1/chat/completions</translation>
    </message>
    <message>
        <source>neither a list nor a table</source>
        <translation>既不是列表也不是表</translation>
    </message>
    <message>
        <source>neither true nor false</source>
        <translation>既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>no /v1/completions, and without a chat template nothing else can be used</source>
        <translation>没有 /v1/completions，而没有聊天模板就无法使用其他方式</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>未给出原因</translation>
    </message>
    <message>
        <source>not a list of token numbers</source>
        <translation>不是词元编号的列表</translation>
    </message>
    <message>
        <source>not a number within ±1000000</source>
        <translation>不是 ±1000000 以内的数</translation>
    </message>
    <message>
        <source>not a rank</source>
        <translation>不是秩</translation>
    </message>
    <message>
        <source>not a table of numbers</source>
        <translation>不是数值表</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>one of </source>
        <translation>以下之一：</translation>
    </message>
    <message>
        <source>one of  </source>
        <translation>以下之一：</translation>
    </message>
    <message>
        <source>overlaps the tensor before it</source>
        <translation>与前一个张量重叠</translation>
    </message>
    <message>
        <source>rank {rank} weight {value} {modules}</source>
        <translation>秩 {rank} 权重 {value} {modules}</translation>
    </message>
    <message>
        <source>repeats the message {parts} times</source>
        <translation>把消息重复了 {parts} 次</translation>
    </message>
    <message>
        <source>row {twice} of {name}</source>
        <translation>{name} 的第 {twice} 行</translation>
    </message>
    <message>
        <source>signal {value}</source>
        <translation>信号 {value}</translation>
    </message>
    <message>
        <source>something that is not JSON</source>
        <translation>不是 JSON 的内容</translation>
    </message>
    <message>
        <source>special token</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>tags (!) are not allowed; quote the value</source>
        <translation>不允许使用标签（!）；请给该值加上引号</translation>
    </message>
    <message>
        <source>tensor {name} is missing</source>
        <translation>缺少张量 {name}</translation>
    </message>
    <message>
        <source>tensor {name} is {dtype} {shape} instead of {dtype2} {shape2}</source>
        <translation>张量 {name} 是 {dtype} {shape}，而应为 {dtype2} {shape2}</translation>
    </message>
    <message>
        <source>tensor {name} was not planned</source>
        <translation>张量 {name} 不在计划之中</translation>
    </message>
    <message>
        <source>the needle</source>
        <translation>针</translation>
    </message>
    <message>
        <source>the needle: {error}</source>
        <translation>针：{error}</translation>
    </message>
    <message>
        <source>the results are {apart} apart</source>
        <translation>结果相差 {apart}</translation>
    </message>
    <message>
        <source>there are no needles: neither needle, question and answer, nor tiers</source>
        <translation>没有针：既没有 needle、question 和 answer，也没有 tiers</translation>
    </message>
    <message>
        <source>together with others</source>
        <translation>与其他适配器一起</translation>
    </message>
    <message>
        <source>transformers needs tensor {name}, which is missing</source>
        <translation>transformers 需要张量 {name}，但它不存在</translation>
    </message>
    <message>
        <source>transformers needs {name} as {shape}, it is {shape2}</source>
        <translation>transformers 要求 {name} 为 {shape}，实际为 {shape2}</translation>
    </message>
    <message>
        <source>transformers serve</source>
        <translation>transformers serve</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>with weight {weight}</source>
        <translation>以权重 {weight}</translation>
    </message>
    <message>
        <source>without an answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>words.{name} is a list of the filler&apos;s, too</source>
        <translation>words.{name} 同时也是填充文本的词表</translation>
    </message>
    <message>
        <source>words: {error}</source>
        <translation>words：{error}</translation>
    </message>
    <message>
        <source>would be made</source>
        <translation>将生成</translation>
    </message>
    <message>
        <source>{announced} bytes</source>
        <translation>{announced} 字节</translation>
    </message>
    <message>
        <source>{constant} is not a number in JSON</source>
        <translation>{constant} 不是 JSON 中的数</translation>
    </message>
    <message>
        <source>{count} special token</source>
        <translation>{count} 个特殊词元</translation>
    </message>
    <message>
        <source>{file}, line {line},</source>
        <translation>{file} 第 {line} 行</translation>
    </message>
    <message>
        <source>{hits} hits of {n}</source>
        <translation>{n} 个中找到 {hits} 个</translation>
    </message>
    <message>
        <source>{key} is there twice</source>
        <translation>{key} 出现了两次</translation>
    </message>
    <message>
        <source>{layers} layers, but there are only {tensors} tensors</source>
        <translation>{layers} 层，但只有 {tensors} 个张量</translation>
    </message>
    <message>
        <source>{least} to {most} is no range</source>
        <translation>{least} 到 {most} 不是范围</translation>
    </message>
    <message>
        <source>{lengths} to {lengths2} tokens</source>
        <translation>{lengths} 到 {lengths2} 个词元</translation>
    </message>
    <message>
        <source>{lost} lost and {gained} gained of {n}</source>
        <translation>{n} 个中失去 {lost} 个、得到 {gained} 个</translation>
    </message>
    <message>
        <source>{name} is {value} in {layers} layers, but there are only {tensors} tensors</source>
        <translation>{name} 在 {layers} 层中是 {value}，但只有 {tensors} 个张量</translation>
    </message>
    <message>
        <source>{name} is {value}, but there are only {tensors} tensors</source>
        <translation>{name} 是 {value}，但只有 {tensors} 个张量</translation>
    </message>
    <message>
        <source>{name} is {value}, which is more than the whole</source>
        <translation>{name} 是 {value}，超过了总量</translation>
    </message>
    <message>
        <source>{name} is {value}, which no model has</source>
        <translation>{name} 是 {value}，没有模型会是这样</translation>
    </message>
    <message>
        <source>{nbytes} byte</source>
        <translation>{nbytes} 字节</translation>
    </message>
    <message>
        <source>{pattern} is not a regular expression: {error}</source>
        <translation>{pattern} 不是正则表达式：{error}</translation>
    </message>
    <message>
        <source>{questions} questions are too many; {most_questions} is the most</source>
        <translation>{questions} 个问题太多；最多 {most_questions} 个</translation>
    </message>
    <message>
        <source>{repeats} repeats do not belong to {lengths} lengths</source>
        <translation>{repeats} 个重复次数与 {lengths} 个长度不对应</translation>
    </message>
    <message>
        <source>{shown} and {names} more</source>
        <translation>{shown} 以及另外 {names} 个</translation>
    </message>
    <message>
        <source>{text} is neither {module_groups} nor a regular expression</source>
        <translation>{text} 既不是 {module_groups}，也不是正则表达式</translation>
    </message>
    <message>
        <source>{text} is too large</source>
        <translation>{text} 太大</translation>
    </message>
    <message>
        <source>{tokens} tokens to work through ({tokens_apart} without sharing)</source>
        <translation>{tokens} 个词元待处理（不共享则为 {tokens_apart} 个）</translation>
    </message>
</context>
<context>
    <name>fit</name>
    <message>
        <source>{count} tokens, theta {theta}</source>
        <translation>{count} 个词元，theta {theta}</translation>
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
    <message>
        <source>{day}, {clock}</source>
        <translation>{day} {clock}</translation>
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
        <translation>检查是否匹配</translation>
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
        <source>The base cannot be used: {why}</source>
        <translation>无法使用基座：{why}</translation>
    </message>
    <message>
        <source>The donor cannot be used: {why}</source>
        <translation>无法使用供体：{why}</translation>
    </message>
    <message>
        <source>The target cannot be used: {why}</source>
        <translation>无法使用目标：{why}</translation>
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
        <source>adapter&apos;s file</source>
        <translation>适配器文件</translation>
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
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
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
        <translation>技能 {hits} / {n}，原为 {before}</translation>
    </message>
</context>
<context>
    <name>titles</name>
    <message>
        <source>{names}, a prompt</source>
        <translation>{names}，提示</translation>
    </message>
    <message>
        <source>{names}, quick</source>
        <translation>{names}，快速</translation>
    </message>
    <message>
        <source>{names}, standard</source>
        <translation>{names}，标准</translation>
    </message>
    <message>
        <source>{names}, gradient</source>
        <translation>{names}，Gradient</translation>
    </message>
    <message>
        <source>{names}, classic</source>
        <translation>{names}，经典</translation>
    </message>
    <message>
        <source>{donor} vs. {base}</source>
        <translation>{donor} 对比 {base}</translation>
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
        <source>&quot;NaN and infinity: Report them, go on&quot;</source>
        <translation>“NaN 与无穷大：报告后继续”</translation>
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
        <source>&quot;Tensors to include&quot;</source>
        <translation>“要包含的张量”</translation>
    </message>
    <message>
        <source>&quot;Tensors to leave out&quot;</source>
        <translation>“要排除的张量”</translation>
    </message>
    <message>
        <source>{title}: {value}</source>
        <translation>{title}：{value}</translation>
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
