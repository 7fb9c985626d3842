"""Emoji by the names that GitHub gives them."""

from __future__ import annotations

_NAMED = """
+1 👍  -1 👎  100 💯  airplane ✈️  alarm_clock ⏰  alien 👽  angry 😠  ant 🐜
apple 🍎  arrow_down ⬇️  arrow_left ⬅️  arrow_right ➡️  arrow_up ⬆️
arrows_counterclockwise 🔄  art 🎨  atom_symbol ⚛️  baby 👶  balloon 🎈
ballot_box_with_check ☑️  banana 🍌  bangbang ‼️  bank 🏦  bar_chart 📊
battery 🔋  bear 🐻  bee 🐝  beer 🍺  bell 🔔  bike 🚲  bird 🐦  black_circle ⚫
blue_heart 💙  blush 😊  book 📖  bookmark 🔖  books 📚  boom 💥  brain 🧠  bread 🍞
broken_heart 💔  bug 🐛  bulb 💡  bus 🚌  busts_in_silhouette 👥  butterfly 🦋
cake 🍰  calendar 📆  camera 📷  candle 🕯️  car 🚗  cat 🐱  cd 💿
chart_with_downwards_trend 📉  chart_with_upwards_trend 📈  checkered_flag 🏁
cheese 🧀  cherries 🍒  clap 👏  clipboard 📋  cloud ☁️  clown_face 🤡  coffee ☕
comet ☄️  compass 🧭  computer 💻  confused 😕  construction 🚧  cookie 🍪
copyright ©️  cow 🐮  crab 🦀  credit_card 💳  crown 👑  cry 😢  crystal_ball 🔮
dart 🎯  date 📅  deciduous_tree 🌳  desktop_computer 🖥️  dna 🧬  dog 🐶  dollar 💵
dolphin 🐬  ear 👂  earth_africa 🌍  earth_americas 🌎  earth_asia 🌏
electric_plug 🔌  elephant 🐘  email 📧  envelope ✉️  euro 💶  evergreen_tree 🌲
exclamation ❗  exploding_head 🤯  eyes 👀  factory 🏭  family 👪  file_folder 📁
fire 🔥  fish 🐟  flashlight 🔦  floppy_disk 💾  four_leaf_clover 🍀  fox_face 🦊
frog 🐸  game_die 🎲  gear ⚙️  ghost 👻  gift 🎁  green_circle 🟢  green_heart 💚
grin 😁  grinning 😀  hamburger 🍔  hammer 🔨  handshake 🤝  headphones 🎧  heart ❤️
heart_eyes 😍  heavy_check_mark ✔️  heavy_minus_sign ➖  heavy_plus_sign ➕
helicopter 🚁  herb 🌿  horse 🐴  hospital 🏥  hourglass ⌛
hourglass_flowing_sand ⏳  house 🏠  inbox_tray 📥  infinity ♾️  iphone 📱  joy 😂
key 🔑  keyboard ⌨️  kissing_heart 😘  large_blue_circle 🔵  laughing 😆  lemon 🍋
link 🔗  lion 🦁  lock 🔒  mag 🔍  magnet 🧲  mailbox 📫  man 👨  medal_sports 🏅
memo 📝  microphone 🎤  microscope 🔬  moneybag 💰  monkey 🐒  moon 🌔  mountain ⛰️
movie_camera 🎥  muscle 💪  mushroom 🍄  musical_note 🎵
negative_squared_cross_mark ❎  nerd_face 🤓  neutral_face 😐  no_entry ⛔
nut_and_bolt 🔩  ocean 🌊  octopus 🐙  office 🏢  ok_hand 👌  open_file_folder 📂
orange_circle 🟠  outbox_tray 📤  owl 🦉  package 📦  page_facing_up 📄
panda_face 🐼  paperclip 📎  partying_face 🥳  pencil ✏️  penguin 🐧  pig 🐷
pill 💊  pizza 🍕  point_down 👇  point_left 👈  point_right 👉  point_up ☝️
pray 🙏  pushpin 📌  question ❓  rage 😡  rainbow 🌈  raised_hands 🙌  recycle ♻️
red_circle 🔴  registered ®️  robot 🤖  rocket 🚀  rofl 🤣  rose 🌹
round_pushpin 📍  satellite 📡  school 🏫  scientist 🧑‍🔬  scissors ✂️  scream 😱
seedling 🌱  shield 🛡️  ship 🚢  skull 💀  sleeping 😴  smile 😄  smiley 😃  snail 🐌
snake 🐍  snowflake ❄️  sob 😭  sparkles ✨  speech_balloon 💬  star ⭐
stop_sign 🛑  stopwatch ⏱️  straight_ruler 📏  strawberry 🍓  stuck_out_tongue 😛
student 🧑‍🎓  sunflower 🌻  sunglasses 😎  sunny ☀️  sweat_smile 😅  syringe 💉
tada 🎉  tea 🍵  technologist 🧑‍💻  telescope 🔭  tent ⛺  test_tube 🧪  thinking 🤔
thought_balloon 💭  thumbsdown 👎  thumbsup 👍  tiger 🐯  tm ™️  tools 🛠️
traffic_light 🚥  train 🚋  triangular_ruler 📐  trophy 🏆  tulip 🌷  turtle 🐢
tv 📺  umbrella ☔  unicorn 🦄  unlock 🔓  upside_down_face 🙃  video_camera 📹
volcano 🌋  warning ⚠️  wastebasket 🗑️  watch ⌚  wave 👋  whale 🐳
white_check_mark ✅  white_circle ⚪  wine_glass 🍷  wink 😉  woman 👩
world_map 🗺️  worried 😟  wrench 🔧  x ❌  yellow_circle 🟡  zap ⚡
"""
_WORDS = _NAMED.split()

EMOJI = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
"""The commonest few, by their names without colons."""
