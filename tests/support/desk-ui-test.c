/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-test"

#include "desk-ui-test.h"

#include "desk-ui-init.h"
#include "desk-ui-test-private.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <gdk/x11/gdkx.h>
#include <libintl.h>
#include <locale.h>

#define TIME_LIMIT (10 * G_USEC_PER_SEC) /* for any wait */
#define REST_TIME  (60 * 1000)           /* microseconds without an event: the window rests */
#define REST_LIMIT (2 * G_USEC_PER_SEC)  /* for a window that never rests, e.g. with a spinner */

static Display *
x_display (void)
{
  return gdk_x11_display_get_xdisplay (gdk_display_get_default ());
}

void
desk_ui_test_init (int *argc, char ***argv)
{
  const char *locale_dir = g_getenv ("CERTDESK_LOCALE_DIR");

  g_setenv ("GTK_A11Y", "test", FALSE);
  setlocale (LC_ALL, "");
  if (locale_dir != NULL)
    bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_test_init (argc, argv, NULL);
  gtk_disable_setlocale ();
  adw_init ();
  desk_ui_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink",
                FALSE, NULL);
}

/* Waiting */

void
desk_ui_test_iterate (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (500);
}

void
desk_ui_test_wait (DeskUiTestPredicate predicate, gpointer user_data, const char *what)
{
  gint64 deadline = g_get_monotonic_time () + TIME_LIMIT;

  while (!predicate (user_data)) {
    if (g_get_monotonic_time () > deadline)
      g_error ("Waited in vain for %s", what);
    desk_ui_test_iterate ();
  }
}

gboolean
desk_ui_test_comes_to_rest (void)
{
  gint64 start = g_get_monotonic_time ();
  gint64 last_event = start;
  gint64 now = start;

  XSync (x_display (), False);
  while (now - last_event < REST_TIME && now - start < REST_LIMIT) {
    if (g_main_context_iteration (NULL, FALSE))
      last_event = g_get_monotonic_time ();
    else
      g_usleep (500);
    now = g_get_monotonic_time ();
  }

  return now - last_event >= REST_TIME;
}

void
desk_ui_test_settle (void)
{
  if (!desk_ui_test_comes_to_rest ())
    g_test_message ("Something kept moving for %d s", (int) (REST_LIMIT / G_USEC_PER_SEC));
}

/* Windows */

static void
make_active (GtkWindow *window)
{
  if (!gtk_window_is_active (window))
    gtk_window_present (window);
  DESK_UI_WAIT (gtk_window_is_active (window));
}

void
desk_ui_test_present (GtkWindow *window)
{
  gtk_window_present (window);
  DESK_UI_WAIT (gtk_widget_get_mapped (GTK_WIDGET (window)));
  make_active (window);
  desk_ui_test_settle ();
}

GtkWindow *
desk_ui_test_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), child);
  desk_ui_test_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

void
desk_ui_test_close (GtkWindow *window)
{
  gtk_window_destroy (window);
  desk_ui_test_settle ();
}

static gboolean
is_longer_than_shown (GtkWidget *widget)
{
  GtkAdjustment *down;

  if (!GTK_IS_SCROLLED_WINDOW (widget) || !gtk_widget_get_mapped (widget))
    return FALSE;

  down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  return gtk_adjustment_get_upper (down) > gtk_adjustment_get_page_size (down) + 1;
}

gboolean
desk_ui_test_can_scroll (GtkWidget *root)
{
  if (is_longer_than_shown (root))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (desk_ui_test_can_scroll (child))
      return TRUE;

  return FALSE;
}

GtkWindow *
desk_ui_test_find_dialog (GtkWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (toplevels); i > 0; i--) {
    g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i - 1);

    if (toplevel != window && gtk_widget_get_mapped (GTK_WIDGET (toplevel)))
      return toplevel;
  }

  return NULL;
}

/* Finding */

char *
desk_ui_test_dup_label (GtkWidget *widget)
{
  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return NULL;

  /* The check answers with what is there when it is not what was expected. */
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             "\001");
}

static const char *
first_label (GtkWidget *widget)
{
  const char *text = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget))
    return gtk_label_get_text (GTK_LABEL (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && text == NULL;
       child = gtk_widget_get_next_sibling (child))
    text = first_label (child);

  return text;
}

char *
desk_ui_test_dup_text (GtkWidget *widget)
{
  const char *text = NULL;

  if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget))
    text = first_label (widget);
  else if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_CHECK_BUTTON (widget))
    text = gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
  else if (ADW_IS_PREFERENCES_ROW (widget))
    text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));

  if (text == NULL || *text == '\0')
    text = gtk_widget_get_tooltip_text (widget);

  return text != NULL ? g_strdelimit (g_strdup (text), "_", '\1') : NULL;
}

static gboolean
text_matches (GtkWidget *widget, const char *text)
{
  g_autofree char *found = desk_ui_test_dup_text (widget);
  g_autofree char *label = NULL;

  if (found != NULL) {
    g_auto (GStrv) parts = g_strsplit (found, "\1", -1);
    g_autofree char *plain = g_strjoinv ("", parts);
    g_autofree char *whole = g_strdelimit (g_strdup (found), "\1", '_');

    if (g_str_equal (plain, text) || g_str_equal (whole, text))
      return TRUE;
  }

  label = desk_ui_test_dup_label (widget);
  return label != NULL && strstr (label, text) != NULL;
}

GtkWidget *
desk_ui_test_find (GtkWidget *root, GType type, const char *text)
{
  if (gtk_widget_get_mapped (root) && g_type_is_a (G_OBJECT_TYPE (root), type)
      && (text == NULL || text_matches (root, text)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = desk_ui_test_find (child, type, text);

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
desk_ui_test_find_named (GtkWidget *root, const char *name)
{
  if (g_str_equal (gtk_widget_get_name (root), name))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = desk_ui_test_find_named (child, name);

    if (found != NULL)
      return found;
  }

  return NULL;
}

gboolean
desk_ui_test_has_text (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  if (GTK_IS_INSCRIPTION (root) && gtk_inscription_get_text (GTK_INSCRIPTION (root)) != NULL
      && strstr (gtk_inscription_get_text (GTK_INSCRIPTION (root)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (desk_ui_test_has_text (child, text))
      return TRUE;
  }

  return FALSE;
}

/* Pointer */

static void
scroll_axis (GtkAdjustment *adjustment, double start, double end, double extent)
{
  if (start < 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + start - 12);
  else if (end > extent)
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_value (adjustment) + end - extent + 12);
}

static void
scroll_into_view (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  while (scrolled != NULL) {
    GtkScrolledWindow *area = GTK_SCROLLED_WINDOW (scrolled);
    graphene_rect_t bounds;

    if (widget != scrolled && gtk_widget_compute_bounds (widget, scrolled, &bounds)) {
      scroll_axis (gtk_scrolled_window_get_vadjustment (area), bounds.origin.y,
                   bounds.origin.y + bounds.size.height, gtk_widget_get_height (scrolled));
      scroll_axis (gtk_scrolled_window_get_hadjustment (area), bounds.origin.x,
                   bounds.origin.x + bounds.size.width, gtk_widget_get_width (scrolled));
    }
    scrolled = gtk_widget_get_ancestor (gtk_widget_get_parent (scrolled), GTK_TYPE_SCROLLED_WINDOW);
  }
}

void
desk_ui_test_pointer_move (GtkWidget *widget, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t inside
      = GRAPHENE_POINT_INIT (gtk_widget_get_width (widget) * x, gtk_widget_get_height (widget) * y);
  graphene_point_t point;
  double offset_x, offset_y;
  int root_x, root_y;
  Window child;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &inside, &point));
  gtk_native_get_surface_transform (native, &offset_x, &offset_y);
  XTranslateCoordinates (x_display (), gdk_x11_surface_get_xid (gtk_native_get_surface (native)),
                         DefaultRootWindow (x_display ()), (int) (point.x + offset_x),
                         (int) (point.y + offset_y), &root_x, &root_y, &child);
  XTestFakeMotionEvent (x_display (), -1, root_x, root_y, CurrentTime);
  XSync (x_display (), False);
}

void
desk_ui_test_pointer_press (void)
{
  XTestFakeButtonEvent (x_display (), 1, True, CurrentTime);
  XSync (x_display (), False);
}

void
desk_ui_test_pointer_release (void)
{
  XTestFakeButtonEvent (x_display (), 1, False, CurrentTime);
  XSync (x_display (), False);
}

static void
ensure_active (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    make_active (GTK_WINDOW (root));
}

void
desk_ui_test_click (GtkWidget *widget)
{
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_get_mapped (widget));

  ensure_active (widget);
  scroll_into_view (widget);
  desk_ui_test_settle ();
  desk_ui_test_pointer_move (widget, 0.5, 0.5);
  desk_ui_test_pointer_press ();
  desk_ui_test_pointer_release ();
  desk_ui_test_settle ();
}

/* Keys */

static void
fake_key (KeySym symbol, gboolean down)
{
  XTestFakeKeyEvent (x_display (), XKeysymToKeycode (x_display (), symbol), down, CurrentTime);
}

static GtkWindow *
active_window (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GtkWindow *mapped = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

    if (gtk_window_is_active (window))
      return window;
    if (gtk_widget_get_mapped (GTK_WIDGET (window)))
      mapped = window;
  }

  /* Without a window manager nobody hands the focus on when a dialog closes. */
  g_assert_nonnull (mapped);
  make_active (mapped);
  return mapped;
}

void
desk_ui_test_key (guint keyval, GdkModifierType modifiers)
{
  active_window ();
  if (modifiers & GDK_CONTROL_MASK)
    fake_key (XK_Control_L, True);
  if (modifiers & GDK_SHIFT_MASK)
    fake_key (XK_Shift_L, True);
  if (modifiers & GDK_ALT_MASK)
    fake_key (XK_Alt_L, True);
  fake_key (keyval, True);
  fake_key (keyval, False);
  if (modifiers & GDK_ALT_MASK)
    fake_key (XK_Alt_L, False);
  if (modifiers & GDK_SHIFT_MASK)
    fake_key (XK_Shift_L, False);
  if (modifiers & GDK_CONTROL_MASK)
    fake_key (XK_Control_L, False);
  desk_ui_test_settle ();
}

static gboolean
type_by_key (gunichar character)
{
  KeySym symbol = character == '\n' ? XK_Return : character == '\t' ? XK_Tab : (KeySym) character;
  KeyCode code;
  gboolean shift;

  if (character > 0x7e)
    return FALSE;
  code = XKeysymToKeycode (x_display (), symbol);
  if (code == 0)
    return FALSE;

  shift = XkbKeycodeToKeysym (x_display (), code, 0, 0) != symbol;
  if (shift)
    fake_key (XK_Shift_L, True);
  fake_key (symbol, True);
  fake_key (symbol, False);
  if (shift)
    fake_key (XK_Shift_L, False);
  XSync (x_display (), False);
  return TRUE;
}

static void
commit_text (const char *text)
{
  GtkWidget *focus = gtk_window_get_focus (active_window ());

  if (GTK_IS_EDITABLE (focus)) {
    int position;

    gtk_editable_delete_selection (GTK_EDITABLE (focus));
    position = gtk_editable_get_position (GTK_EDITABLE (focus));
    gtk_editable_insert_text (GTK_EDITABLE (focus), text, -1, &position);
    gtk_editable_set_position (GTK_EDITABLE (focus), position);
  } else if (GTK_IS_TEXT_VIEW (focus))
    gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)), text, -1);
  else
    g_error ("Nothing to type “%s” into", text);
}

void
desk_ui_test_type (const char *text)
{
  active_window ();
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (!type_by_key (g_utf8_get_char (p))) {
      g_autofree char *character = g_strndup (p, (size_t) (g_utf8_next_char (p) - p));

      desk_ui_test_settle ();
      commit_text (character);
    }
  }
  desk_ui_test_settle ();
}

static gboolean
holds_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

void
desk_ui_test_fill (GtkWidget *widget, const char *text)
{
  desk_ui_test_click (widget);
  DESK_UI_WAIT (holds_focus (widget));
  desk_ui_test_key (GDK_KEY_a, GDK_CONTROL_MASK);
  desk_ui_test_key (GDK_KEY_BackSpace, 0);
  desk_ui_test_type (text);
}

/* Look */

void
desk_ui_test_set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
  desk_ui_test_settle ();
}

void
desk_ui_test_set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  desk_ui_test_settle ();
}

void
desk_ui_test_screenshot_to (GtkWindow *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot;

  desk_ui_test_settle ();
  paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("Cannot write %s", path);
}

void
desk_ui_test_screenshot (GtkWindow *window, const char *name)
{
  const char *directory = g_getenv ("DESK_TEST_SCREENSHOTS");
  g_autofree char *file_name = NULL;
  g_autofree char *path = NULL;

  if (directory == NULL)
    return;

  file_name = g_strconcat (name, ".png", NULL);
  path = g_build_filename (directory, file_name, NULL);
  g_mkdir_with_parents (directory, 0700);
  desk_ui_test_screenshot_to (window, path);
}
