"""Emoji of food."""

FOOD_EMOJI: dict[str, str] = {
    "🍇": "grapes", "🍈": "melon", "🍉": "watermelon", "🍊": "orange", "🍋": "lemon", "🍌": "banana",
    "🍍": "pineapple", "🥭": "mango", "🍎": "apple", "🍏": "apple", "🍐": "pear", "🍑": "peach", "🍒": "cherry",
    "🍓": "strawberry", "🫐": "blueberry", "🥝": "kiwi", "🍅": "tomato", "🫒": "olive", "🥥": "coconut",
    "🥑": "avocado", "🍆": "aubergine", "🥔": "potato", "🥕": "carrot", "🌽": "corn", "🌶": "chilli",
    "🫑": "bell pepper", "🥒": "cucumber", "🥬": "lettuce", "🥦": "broccoli", "🧄": "garlic", "🧅": "onion",
    "🥜": "peanut", "🫘": "bean", "🌰": "chestnut", "🫚": "ginger", "🫛": "pea", "🍄": "mushroom", "🍞": "bread",
    "🥐": "croissant", "🥖": "baguette", "🫓": "flatbread", "🥨": "pretzel", "🥯": "bagel", "🥞": "pancake",
    "🧇": "waffle", "🧀": "cheese", "🍖": "meat", "🍗": "chicken", "🥩": "steak", "🥓": "bacon", "🍔": "burger",
    "🍟": "fries", "🍕": "pizza", "🌭": "hot dog", "🥪": "sandwich", "🌮": "taco", "🌯": "burrito",
    "🫔": "tamale", "🥙": "gyro", "🧆": "falafel", "🥚": "egg", "🍳": "fried egg", "🥘": "paella", "🍲": "stew",
    "🫕": "fondue", "🥣": "cereal", "🥗": "salad", "🍿": "popcorn", "🧈": "butter", "🥫": "baked beans",
    "🍱": "bento", "🍘": "rice cracker", "🍙": "onigiri", "🍚": "rice", "🍛": "curry", "🍜": "ramen",
    "🍝": "spaghetti", "🍠": "sweet potato", "🍢": "oden", "🍣": "sushi", "🍤": "prawn tempura",
    "🍥": "fish cake", "🥮": "mooncake", "🍡": "dango", "🥟": "dumpling", "🥠": "fortune cookie", "🦀": "crab",
    "🦞": "lobster", "🦐": "prawn", "🦑": "squid", "🦪": "oyster", "🍦": "ice cream", "🍧": "shaved ice",
    "🍨": "ice cream", "🍩": "doughnut", "🍪": "cookie", "🎂": "cake", "🍰": "cake", "🧁": "cupcake", "🥧": "pie",
    "🍫": "chocolate", "🍬": "candy", "🍭": "lollipop", "🍮": "custard", "🍯": "honey", "🍼": "milk",
    "🥛": "milk", "☕": "coffee", "🫖": "tea", "🍵": "green tea", "🍶": "sake", "🍾": "champagne", "🍷": "wine",
    "🍸": "martini", "🍹": "cocktail", "🍺": "beer", "🍻": "beer", "🥂": "champagne", "🥃": "whisky",
    "🥤": "soft drink", "🧋": "bubble tea", "🧃": "juice", "🧉": "yerba mate", "🧂": "salt",
}  # fmt: skip
"""Emoji -> the name of the food, as in a meal."""
