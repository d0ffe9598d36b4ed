// Every file of Web/, read in by the compiler (C23 #embed). A file that is added there is added here; a test compares.
#include "cstudio.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char css_base_css[] = {
#embed "../../../Web/css/base.css"
};
static const unsigned char css_pages_css[] = {
#embed "../../../Web/css/pages.css"
};
static const unsigned char css_parts_css[] = {
#embed "../../../Web/css/parts.css"
};
static const unsigned char icon_svg[] = {
#embed "../../../Web/icon.svg"
};
static const unsigned char index_html[] = {
#embed "../../../Web/index.html"
};
static const unsigned char js_core_api_js[] = {
#embed "../../../Web/js/core/api.js"
};
static const unsigned char js_core_dom_js[] = {
#embed "../../../Web/js/core/dom.js"
};
static const unsigned char js_core_format_js[] = {
#embed "../../../Web/js/core/format.js"
};
static const unsigned char js_core_router_js[] = {
#embed "../../../Web/js/core/router.js"
};
static const unsigned char js_core_words_js[] = {
#embed "../../../Web/js/core/words.js"
};
static const unsigned char js_film_board_js[] = {
#embed "../../../Web/js/film/board.js"
};
static const unsigned char js_film_editor_js[] = {
#embed "../../../Web/js/film/editor.js"
};
static const unsigned char js_film_header_js[] = {
#embed "../../../Web/js/film/header.js"
};
static const unsigned char js_film_logo_js[] = {
#embed "../../../Web/js/film/logo.js"
};
static const unsigned char js_film_recording_js[] = {
#embed "../../../Web/js/film/recording.js"
};
static const unsigned char js_film_options_js[] = {
#embed "../../../Web/js/film/options.js"
};
static const unsigned char js_film_scenes_js[] = {
#embed "../../../Web/js/film/scenes.js"
};
static const unsigned char js_film_share_js[] = {
#embed "../../../Web/js/film/share.js"
};
static const unsigned char js_main_js[] = {
#embed "../../../Web/js/main.js"
};
static const unsigned char js_pages_compare_js[] = {
#embed "../../../Web/js/pages/compare.js"
};
static const unsigned char js_pages_film_js[] = {
#embed "../../../Web/js/pages/film.js"
};
static const unsigned char js_pages_films_js[] = {
#embed "../../../Web/js/pages/films.js"
};
static const unsigned char js_pages_library_js[] = {
#embed "../../../Web/js/pages/library.js"
};
static const unsigned char js_pages_make_js[] = {
#embed "../../../Web/js/pages/make.js"
};
static const unsigned char js_pages_operator_js[] = {
#embed "../../../Web/js/pages/operator.js"
};
static const unsigned char js_pages_share_js[] = {
#embed "../../../Web/js/pages/share.js"
};
static const unsigned char js_pages_voices_js[] = {
#embed "../../../Web/js/pages/voices.js"
};
static const unsigned char js_ui_fields_js[] = {
#embed "../../../Web/js/ui/fields.js"
};
static const unsigned char js_ui_float_js[] = {
#embed "../../../Web/js/ui/float.js"
};
static const unsigned char js_ui_icon_js[] = {
#embed "../../../Web/js/ui/icon.js"
};
static const unsigned char js_ui_plot_js[] = {
#embed "../../../Web/js/ui/plot.js"
};
static const unsigned char messages_de_json[] = {
#embed "../../../Web/messages/de.json"
};
static const unsigned char messages_en_json[] = {
#embed "../../../Web/messages/en.json"
};
static const unsigned char player_README_md[] = {
#embed "../../../Web/player/README.md"
};
static const unsigned char player_vitascope_player_js[] = {
#embed "../../../Web/player/vitascope-player.js"
};

static const cstudio_file files[] = {
    {"css/base.css", css_base_css, sizeof css_base_css},
    {"css/pages.css", css_pages_css, sizeof css_pages_css},
    {"css/parts.css", css_parts_css, sizeof css_parts_css},
    {"icon.svg", icon_svg, sizeof icon_svg},
    {"index.html", index_html, sizeof index_html},
    {"js/core/api.js", js_core_api_js, sizeof js_core_api_js},
    {"js/core/dom.js", js_core_dom_js, sizeof js_core_dom_js},
    {"js/core/format.js", js_core_format_js, sizeof js_core_format_js},
    {"js/core/router.js", js_core_router_js, sizeof js_core_router_js},
    {"js/core/words.js", js_core_words_js, sizeof js_core_words_js},
    {"js/film/board.js", js_film_board_js, sizeof js_film_board_js},
    {"js/film/editor.js", js_film_editor_js, sizeof js_film_editor_js},
    {"js/film/header.js", js_film_header_js, sizeof js_film_header_js},
    {"js/film/logo.js", js_film_logo_js, sizeof js_film_logo_js},
    {"js/film/recording.js", js_film_recording_js, sizeof js_film_recording_js},
    {"js/film/options.js", js_film_options_js, sizeof js_film_options_js},
    {"js/film/scenes.js", js_film_scenes_js, sizeof js_film_scenes_js},
    {"js/film/share.js", js_film_share_js, sizeof js_film_share_js},
    {"js/main.js", js_main_js, sizeof js_main_js},
    {"js/pages/compare.js", js_pages_compare_js, sizeof js_pages_compare_js},
    {"js/pages/film.js", js_pages_film_js, sizeof js_pages_film_js},
    {"js/pages/films.js", js_pages_films_js, sizeof js_pages_films_js},
    {"js/pages/library.js", js_pages_library_js, sizeof js_pages_library_js},
    {"js/pages/make.js", js_pages_make_js, sizeof js_pages_make_js},
    {"js/pages/operator.js", js_pages_operator_js, sizeof js_pages_operator_js},
    {"js/pages/share.js", js_pages_share_js, sizeof js_pages_share_js},
    {"js/pages/voices.js", js_pages_voices_js, sizeof js_pages_voices_js},
    {"js/ui/fields.js", js_ui_fields_js, sizeof js_ui_fields_js},
    {"js/ui/float.js", js_ui_float_js, sizeof js_ui_float_js},
    {"js/ui/icon.js", js_ui_icon_js, sizeof js_ui_icon_js},
    {"js/ui/plot.js", js_ui_plot_js, sizeof js_ui_plot_js},
    {"messages/de.json", messages_de_json, sizeof messages_de_json},
    {"messages/en.json", messages_en_json, sizeof messages_en_json},
    {"player/README.md", player_README_md, sizeof player_README_md},
    {"player/vitascope-player.js", player_vitascope_player_js, sizeof player_vitascope_player_js},
};

size_t cstudio_count(void) { return sizeof files / sizeof files[0]; }

cstudio_file cstudio_at(size_t place) { return files[place]; }
