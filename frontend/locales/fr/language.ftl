language-name = Français
language-direction = ltr
# How a number is written: its separators are read from this example.
number-example = 1 234,5
number = { $number }
