/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Drives widgets as a person does: real pointer and key events through XTest, in the process of
 * the test. Nothing sleeps for a fixed time; everything waits for a condition. Programs that use it
 * run under tests/support/run-under-x.sh. */

/* In place of g_test_init() and gtk_init(): libadwaita, the application's resources and styles, the
 * translations of the build when the locale has any, no animations. */
void desk_ui_test_init (int *argc, char ***argv);

/* A window of @width x @height pixels around @child (transferred floating reference), presented,
 * active and drawn. Destroy it with desk_ui_test_close(). */
GtkWindow *desk_ui_test_show (GtkWidget *child, int width, int height);

/* The same for a window made elsewhere. */
void desk_ui_test_present (GtkWindow *window);
void desk_ui_test_close (GtkWindow *window);

typedef gboolean (*DeskUiTestPredicate) (gpointer user_data);

/* Runs the main loop until @predicate holds; fails the test after ten seconds. */
void desk_ui_test_wait (DeskUiTestPredicate predicate, gpointer user_data, const char *what);

/* desk_ui_test_wait() for an expression. */
#define DESK_UI_WAIT(expression)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline_ = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                              \
    while (!(expression) && g_get_monotonic_time () < deadline_)                                   \
      desk_ui_test_iterate ();                                                                     \
    if (!(expression))                                                                             \
      g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #expression);                  \
  }                                                                                                \
  G_STMT_END

/* One turn of the main loop, or half a millisecond of rest. */
void desk_ui_test_iterate (void);

/* Until layout, transitions and drawing have come to rest. */
void desk_ui_test_settle (void);
/* The same; FALSE if something, seen or not, still keeps the main loop going after two seconds. */
gboolean desk_ui_test_comes_to_rest (void);

/* The first mapped widget below @root of @type whose text is @text: a button's or label's label, a
 * row's title, else the accessible label or the tooltip; mnemonic underscores are ignored. NULL
 * @text: any. NULL if there is none. */
GtkWidget *desk_ui_test_find (GtkWidget *root, GType type, const char *text);

/* By gtk_widget_get_name(), mapped or not. */
GtkWidget *desk_ui_test_find_named (GtkWidget *root, const char *name);

/* TRUE if a mapped label below @root contains @text. */
gboolean desk_ui_test_has_text (GtkWidget *root, const char *text);

/* TRUE if something mapped below @root can be scrolled down: it has been laid out, and it is long.
 */
gboolean desk_ui_test_can_scroll (GtkWidget *root);

/* The newest mapped toplevel that is not @window, e.g. a dialog; NULL if there is none. */
GtkWindow *desk_ui_test_find_dialog (GtkWindow *window);

/* Pointer. Positions are fractions of the widget's size. Scrolls the widget into view first. */
void desk_ui_test_click (GtkWidget *widget);
void desk_ui_test_pointer_move (GtkWidget *widget, double x, double y);
void desk_ui_test_pointer_press (void);
void desk_ui_test_pointer_release (void);

/* Keys. Text that the keyboard has no key for (Chinese) is put into the focused editable in one
 * piece, as an input method commits it. */
void desk_ui_test_key (guint keyval, GdkModifierType modifiers);
void desk_ui_test_type (const char *text);
/* Clicks @widget (an entry, or a row with one), selects all that is in it and types @text instead.
 */
void desk_ui_test_fill (GtkWidget *widget, const char *text);

/* Writes what the window shows, at scale 1, into $DESK_TEST_SCREENSHOTS/@name.png; nothing when the
 * variable is not set. Waits until the window has come to rest. */
void desk_ui_test_screenshot (GtkWindow *window, const char *name);
/* The same to a file of any path; fails the test if it cannot be written. */
void desk_ui_test_screenshot_to (GtkWindow *window, const char *path);

/* Look. Text scale 1.0 is 96 dpi. */
void desk_ui_test_set_text_scale (double scale);
void desk_ui_test_set_dark (gboolean dark);

/* Audits of what is mapped below @root; each fails the test and names the widgets.
 * Names: everything that takes the focus has an accessible name. Clipping: no label is cut short
 * except one that is meant to be (has a tooltip or the style class "may-ellipsize"). Keyboard: Tab
 * reaches everything focusable and comes round. */
void desk_ui_test_audit_names (GtkWidget *root);
void desk_ui_test_audit_clipping (GtkWidget *root);
void desk_ui_test_audit_keyboard (GtkWindow *window);

G_END_DECLS
