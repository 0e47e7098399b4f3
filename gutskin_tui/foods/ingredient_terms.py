"""Patterns of terms in ingredient lists: allergens, sugars, cultures, and industrial ingredients."""

from __future__ import annotations

import re

INDUSTRIAL = re.compile(
    r"""\b(?:emulsifiers?|(?:\w+\ )?lecithins?|maltodextrins?|dextrose|(?:partially\ )?invert(?:ed)?\ sugar(?:\ syrup)?
    |(?:high[-\ ])?(?:glucose|fructose)(?:[-\ ](?:glucose|fructose))?(?:[-\ ]corn)?[-\ ]syrup|corn\ syrup(?:\ solids)?
    |(?:food\ |pre-?gelatini[sz]ed\ |modified\ ){1,3}(?:\w+\ )?(?:starch(?:es)?|cornflour|corn\ flour)
    |caramel\ (?:e150[a-d]?|colou?r(?:ing)?)
    |(?:natural\ |artificial\ |and\ |other\ ){0,4}(?:flavou?r(?:ing)?s?|colou?r(?:ing)?s?)(?:\ enhancers?|\ added)?
    |sweeteners?|aspartame|sucralose|acesulfame(?:[-\ ]k)?|saccharin|stevi\w+(?:\ glycosides)?|erythritol
    |maltitol(?:\ syrup)?|sorbitols?|xylitol|polydextrose|(?:fully\ |partially\ )?hydrogenated|interesterified
    |(?:pea|soya?|milk|rice|wheat|whey|potato|hemp)\ protein
    |(?:\w+\ )?protein\ (?:isolates?|concentrates?|blend|powder|crisps?)
    |textured\ (?:\w+\ )?protein|hydroly[sz]ed
    |mono-?\ (?:and|&)\ di-?glycerides|mechanically\ (?:separated|recovered)|stabili[sz]ers?|thickeners?
    |gelling\ agents?|glazing\ agents?|anti-?caking\ agents?|humectants?|bulking\ agents?
    |(?:locust\ bean|\w+)\ gum|carrageenan
    |(?:methyl)?cellulose|methyl\ cellulose|monosodium\ glutamate|disodium\ (?:inosinate|guanylate|5\S*)
    |soluble\ (?:\w+\ )?fib(?:re|er)|(?:sodium\ |calcium\ )?caseinates?|whey(?:\ powder|\ solids)?|lactose
    |e(?:1\d\d|4\d\d|6\d\d|9\d\d|322)[a-f]?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Ingredients that define ultra-processed food [NOVA group 4, Monteiro 2019]. Preservatives, acids and raising agents
(E 200s, 300s, 500s) are not among them."""

SUGARS = re.compile(
    r"""\b(?:sugars?(?!\ snap|\ alcohol|\ free)|syrups?|dextrose|glucose|fructose|sucrose|maltose|molasses|treacle|honey
    |agave|jaggery|cane\ juice|panela|muscovado|demerara|(?<!lemon\ )(?<!lime\ )juice\ concentrates?
    |(?:coconut|agave)\ nectar|barley\ malt\ extract|malt\ syrup)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Added sugars by all their names."""

CULTURES = re.compile(
    r"\b(?:(?:live|active|yogh?urt|kefir)\s+(?:and active |active )?cultures?|bulgaricus|thermophilus|acidophilus|"
    r"bifid\w*|lactobacill\w*|l\. casei|cultured (?:\w+ ){0,4}(?:milk|cream)|unpasteurised,? fermented)",
    re.IGNORECASE,
)
"""Terms of a food with live cultures."""

FERMENTS = frozenset({"yogurt", "kefir", "sauerkraut", "kimchi", "miso", "tempeh", "kombucha", "natto", "sourdough"})
"""Ingredients that are fermented foods; buttermilk in a seasoning is not."""

ALLERGENS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"(?<!coconut )(?<!almond )(?<!oat )(?<!soy )(?<!soya )(?<!rice )(?<!cashew )(?<!hemp )(?<!pea )"
            r"\b(?:milks?(?! thistle)|dairy|lactose|whey|casein\w*|buttermilk|butterfat|cheeses?|ghee"
            r"|yogh?urts?(?! cultures?)|mascarpone|ricotta|mozzarella|cheddar|parmesan|parmigiano"
            r"|cream(?! of tartar| crackers?)"
            r"|(?<!cocoa )(?<!shea )(?<!peanut )(?<!almond )(?<!nut )(?<!apple )butter(?! beans?))\b",
            re.IGNORECASE,
        ),
        "dairy",
    ),
    (
        re.compile(
            r"\b(?<!buck)(?:wheat(?! ?-?free)|gluten(?!-| free)|barley|rye|spelt|kamut|khorasan|triticale|semolina|"
            r"durum|bulg[hu]+r|couscous|malt(?:ed)?(?! vinegar extract)|seitan|breadcrumbs?|"
            r"farina|farro|einkorn|freekeh)\b",
            re.IGNORECASE,
        ),
        "gluten",
    ),
    (re.compile(r"\b(?:eggs?(?! ?plant)|egg (?:white|yolk)s?|albumen|ovalbumin)\b", re.IGNORECASE), "egg"),
    (
        re.compile(r"\b(?:soy|soya|soy ?beans?|soya ?beans?|tofu|tempeh|edamame|miso|tamari|shoyu)\b", re.IGNORECASE),
        "soy",
    ),
    (
        re.compile(
            r"\b(?:(?<!nut-)(?:tree )?nuts?(?!-| free)|peanuts?|groundnuts?|almonds?|hazelnuts?|cashews?|walnuts?|"
            r"pecans?|pistachios?|macadamias?|brazil nuts?|marzipan|praline|gianduja|almondmilk)\b",
            re.IGNORECASE,
        ),
        "nuts",
    ),
)
"""Patterns of the allergens that must be declared by law -> the label."""

WHEAT_SUGAR = re.compile(
    r"\bwheat (?:glucose syrup|dextrose|maltodextrin)"
    r"|\b(?:glucose syrup|dextrose|maltodextrin|alcohol)\s*\((?:from )?wheat\)",
    re.IGNORECASE,
)
"""Made of wheat with hardly any gluten left: MAYBE gluten."""

OILS = re.compile(
    r"\b(?:soy|soya|soybean|groundnut|wheat ?germ)\s+oils?\b|\boils?\b(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]))+",
    re.IGNORECASE,
)
"""Refined oils: named after soya or nuts, but no source of those labels."""
