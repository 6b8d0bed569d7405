"""The headings and keywords of Spec Kit's templates, in the languages that teams translate them into.

Ids are never translated, so these words only decide what the ids leave open: which section a line stands in.
"""

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


USER_STORY = _any(
    r"user\s+stor(?:y|ies)", r"hist[óo]rias?(?:\s+d[eo]l?\s+usu[áa]ri[oa])?", "用户故事", "使用者故事",
    "ユーザーストーリー",
    "사용자 스토리", "benutzergeschichte", "anwendergeschichte",
    r"r[ée]cit\s+utilisateur", r"пользовательск\w+\s+истори\w+",
    "история пользователя",
)  # fmt: skip
PHASE = _any(r"\bphase\b", r"\bfase\b", r"阶段", "階段", "フェーズ", "단계", r"\b[ée]tape\b", r"\bфаза\b", r"\betapa\b")
CONVERGENCE = _any(r"\bconvergence\b")
EDGE_CASES = _any(
    r"edge\s+cases?", r"casos?\s+(?:de\s+borda|extremos?|l[íi]mite|especiais)", "边界", "邊界", "エッジケース",
    "경계", "grenzf[äa]lle", "cas\\s+(?:limites|particuliers)", "граничн",
)  # fmt: skip
ASSUMPTIONS = _any(
    "assumption", "suposi[çc]", "premissas", "supuestos", "假设", "假定", "前提", "annahmen", r"hypoth[èe]ses",
    "가정", "допущения", "предположения",
)  # fmt: skip
CLARIFICATIONS = _any("clarification", "esclarecimento", "aclaracion", "澄清", "明確化", "klärung", "уточнени")
ENTITIES = _any(
    r"key\s+entit", r"\bentit(?:y|ies|ités)\b", "entidades", "实体", "實體", "エンティティ", "엔티티", "entitäten",
    "сущност",
)  # fmt: skip
REQUIREMENTS = _any(
    r"\brequirements?\b", "requisitos", "需求", "要件", "요구", "anforderungen", "exigences", "требовани"
)
SUCCESS_CRITERIA = _any(
    r"success\s+criteri", r"measurable\s+outcomes", r"crit[ée]rios?\s+de\s+(?:sucesso|[ée]xito)", "成功标准",
    "成功基準", "성공 기준", "erfolgskriterien", r"crit[èe]res\s+de\s+succ[èe]s", "критерии успеха",
)  # fmt: skip
ACCEPTANCE = _any(
    r"acceptance", r"scenarios?\b", r"cen[áa]rios?", "escenarios?", r"aceita[çc][ãa]o", r"aceptaci[óo]n", "验收",
    "驗收", "受け入れ", "인수", "akzeptanz", "acceptation", "при[её]мк", "сценари",
)  # fmt: skip
DEPENDENCIES = _any(
    r"dependenc", r"depend[êe]ncia", r"dependencia", "依赖", "依賴", "依存", "의존", "abhängigkeit", r"d[ée]pendance",
    "зависимост", r"execution\s+order",
)  # fmt: skip
TECHNICAL_CONTEXT = _any(
    r"technical\s+context", r"contexto\s+t[ée]cnico", "技术(?:上下文|背景)", "技術コンテキスト", "기술 컨텍스트",
    r"technischer\s+kontext", r"contexte\s+technique", "технический контекст",
)  # fmt: skip
CONSTITUTION_CHECK = _any(
    r"constitution(?:al)?\s+(?:check|gate|compliance)", r"constitui[çc][ãa]o", r"constituci[óo]n", "宪法", "章程",
    "憲章", "verfassung", r"contr[ôo]le.*constitution", "конституци",
)  # fmt: skip
COMPLEXITY = _any(
    r"complexity", "complexidade", "complejidad", "复杂", "複雑", "komplexität", r"complexit[ée]", "сложност"
)
SUMMARY = _any(r"^summary", r"^resumo", "^resumen", "摘要", "概要", "^zusammenfassung", r"^r[ée]sum[ée]", "^сводка")
STRUCTURE = _any(
    r"project\s+structure", r"source\s+code", r"file\s+structure", r"estrutura", "estructura", "项目结构",
    "源代码", "プロジェクト構造", "projektstruktur", r"structure\s+du\s+projet", "структура",
)  # fmt: skip
DOCUMENTATION = _any("documentation", "documenta[çc][ãa]o", "documentaci[óo]n", "文档", "ドキュメント", "dokumentation")
CORE_PRINCIPLES = _any(
    "principles?", "princ[íi]pios", "原则", "原則", "grundsätze", "prinzipien", "principes", "принципы"
)
GOVERNANCE = _any("governance", "governan[çc]a", "gobernanza", "治理", "ガバナンス", "gouvernance", "управление")

GIVEN = re.compile(
    r"(?:given|dado|dada|dados|dadas|gegeben|angenommen|[ée]tant\s+donn[ée]e?s?|假设|假如|给定|當|前提|дано|допустим)"
    r"(?![\w-])",
    re.IGNORECASE,
)
STEP = re.compile(
    r"(?:when|then|and|but|quando|ent[ãa]o|cuando|entonces|wenn|dann|und|quand|lorsque|alors|et|当|那么|则|并且|而且|"
    r"かつ|もし|ならば|когда|тогда|и)(?![\w-])",
    re.IGNORECASE,
)
WHEN = re.compile(r"(?:when|quando|cuando|wenn|quand|lorsque|当|もし|когда)(?![\w-])", re.IGNORECASE)

DECISION = re.compile(
    r"(?:decision|decis[ãa]o|escolha|decisi[óo]n|choice|chosen|决策|决定|決定|選択|entscheidung|d[ée]cision|choix|решение)"
    r"(?:\s+\w+)?(?:\s*[(（][^()（）]*[)）])?$",
    re.IGNORECASE,
)
RATIONALE = _any(
    "^rationale", "^racional", "^justificativa", r"^justificaci[óo]n", "^why", "^reason", "理由", "依据", "根拠",
    "^begründung", "^justification", "^обоснование",
)  # fmt: skip
ALTERNATIVES = _any(
    "^alternativ", "^rejected", "^options? considered", "替代", "备选", "代替", "検討した", "^альтернатив"
)

MUST = re.compile(r"\b(?:MUST|SHALL|REQUIRED|DEVEM?|DEBEN?|MUSS|MÜSSEN|DOIT|DOIVENT|ДОЛЖ\w+)\b|必须|必須|不得")
SHOULD = re.compile(r"\b(?:SHOULD|RECOMMENDED|DEVERIAM?|DEBERÍAN?|SOLLTEN?|DEVRAIT|СЛЕДУЕТ)\b|应该|应当|推荐")
MAY = re.compile(r"\b(?:MAY|OPTIONAL|PODEM?|PUEDEN?|KANN|KÖNNEN|PEUT|МОЖЕТ)\b|可以|可选")
