"""Texts of the synthetic journal; meals are in order of falling frequency."""

MEALS: dict[str, tuple[str, ...]] = {
    "breakfast": (
        "oats, blueberries, coffee",
        "sourdough toast, egg",
        "oats, banana, walnuts, tea",
        "2 eggs, rye toast, tomatoes",
        "chia pudding with almond milk, raspberries",
        "bagel with peanut butter, apple",
        "corn flakes, oat milk",
        "miso soup, rice, spring onions",
    ),
    "lunch": (
        "lentil soup, sourdough",
        "hummus wrap",
        "rice bowl with tofu, carrots, edamame",
        "chicken salad, rye bread",
        "leftover chickpea curry, rice",
        "tuna sandwich, apple",
        "buckwheat noodles, kimchi, egg",
        "baked potato, beans, green salad",
        "falafel, tabbouleh, pickles",
    ),
    "snack": (
        "dark chocolate",
        "apple, almonds",
        "rice cakes, peanut butter",
        "banana",
        "olives, crackers",
        "crisps",
        "carrot sticks, hummus",
    ),
    "dinner": (
        "salmon, rice, greens",
        "chickpea curry, rice",
        "pasta with tomato sauce, spinach",
        "chicken stir fry, peppers, noodles",
        "black bean tacos, avocado, slaw",
        "roast vegetables, quinoa, tahini",
        "fish and chips, peas",
        "dal, brown rice, cauliflower",
        "burger, fries",
        "mushroom risotto",
        "vegetable soup, rye bread",
    ),
}
"""Meals without dairy, by slot."""

DAIRY_MEALS: dict[str, tuple[str, ...]] = {
    "breakfast": ("yogurt, granola, strawberries", "porridge with milk, honey", "cheese toast, coffee with milk"),
    "lunch": ("cheese sandwich, apple", "feta salad, bread", "quiche, green salad"),
    "snack": ("yogurt, walnuts", "ice cream", "latte, biscuit"),
    "dinner": ("pizza", "lasagne, salad", "paneer curry, naan", "macaroni cheese, broccoli"),
}
"""Meals with dairy in them, by slot."""

TEAS = ("tea", "green tea", "kombucha")
ALCOHOL = (("beer", 330, 4.8), ("red wine", 150, 13.0), ("gin and tonic", 200, 8.0))
EXERCISES = (
    ("walk", 20, "easy"), ("walk", 30, "easy"), ("walk", 45, "easy"), ("run", 30, "hard"), ("swim", 40, "moderate"),
    ("cycling", 60, "moderate"), ("weights", 35, "hard"), ("dance class", 60, "moderate"),
)  # fmt: skip
PRACTICES = (("meditation", 10), ("meditation", 15), ("breathing", 5), ("yoga", 20), ("yoga", 45), ("journaling", 10))
WEIGHTS = ("work", "work", "family", "health", "money", "deadline")
REGIONS = ("forehead", "left_cheek", "right_cheek", "nose", "chin", "neck", "elbows_knee_folds", "hands")
PRODUCTS = ("moisturiser", "sunscreen", "steroid cream", "azelaic acid", "cleanser")
DIARY = (
    "Felt bloated after dinner.",
    "New laundry detergent.",
    "Long day at the desk, hardly any daylight.",
    "Cold and windy, skin tight on the way home.",
    "Slept with the window open.",
    "Birthday cake at work, just a small piece.",
    "Travelling tomorrow.",
    "Skin feels softer this week.",
    "Period started.",
    "Tried a new cleanser.",
)
