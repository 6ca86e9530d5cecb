/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-test"

#include "desk-ui-test.h"

#include "desk-ui-init.h"

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

static char *
accessible_label (GtkWidget *widget)
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

static char *
text_of (GtkWidget *widget)
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
  g_autofree char *found = text_of (widget);
  g_autofree char *label = NULL;

  if (found != NULL) {
    g_auto (GStrv) parts = g_strsplit (found, "\1", -1);
    g_autofree char *plain = g_strjoinv ("", parts);
    g_autofree char *whole = g_strdelimit (g_strdup (found), "\1", '_');

    if (g_str_equal (plain, text) || g_str_equal (whole, text))
      return TRUE;
  }

  label = accessible_label (widget);
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

/* Audits */

static void
describe (GString *findings, GtkWidget *widget, const char *problem)
{
  g_string_append_printf (findings, "\n  %s", problem);
  for (GtkWidget *w = widget; w != NULL && !GTK_IS_ROOT (w); w = gtk_widget_get_parent (w)) {
    g_autofree char *text = text_of (w);

    g_string_append_printf (findings, " < %s", G_OBJECT_TYPE_NAME (w));
    if (text != NULL && *text != '\0')
      g_string_append_printf (findings, " “%s”", text);
  }
}

static void
report (const char *audit, GString *findings)
{
  if (findings->len > 0)
    g_error ("%s:%s", audit, findings->str);
}

static gboolean
takes_focus (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_focusable (widget)
      || !gtk_widget_is_sensitive (widget))
    return FALSE;

  /* What is in something that cannot be focused cannot be either. */
  for (GtkWidget *ancestor = widget; ancestor != NULL;
       ancestor = gtk_widget_get_parent (ancestor)) {
    if (!gtk_widget_get_can_focus (ancestor))
      return FALSE;
  }

  return TRUE;
}

/* A popover, a scrolled area or a text inside an entry is named by what is around it. */
static gboolean
is_named_by_parent (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_VIEWPORT (widget) || GTK_IS_POPOVER (widget)
      || GTK_IS_WINDOW (widget))
    return TRUE;
  if (GTK_IS_TEXT (widget))
    return gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL || GTK_IS_EDITABLE (parent);
  return parent != NULL && GTK_IS_MENU_BUTTON (parent);
}

static gboolean
is_named (GtkWidget *widget)
{
  g_autofree char *label = accessible_label (widget);
  g_autofree char *text = NULL;

  if (label != NULL && *label != '\0')
    return TRUE;
  if (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                        GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (GTK_IS_LABEL (widget) || GTK_IS_CHECK_BUTTON (widget) || ADW_IS_PREFERENCES_ROW (widget)) {
    text = text_of (widget);
    return text != NULL && *text != '\0';
  }

  return is_named_by_parent (widget);
}

static void
collect_unnamed (GtkWidget *widget, GString *findings)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (takes_focus (widget) && !is_named (widget))
    describe (findings, widget, "no name");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_unnamed (child, findings);
}

void
desk_ui_test_audit_names (GtkWidget *root)
{
  g_autoptr (GString) findings = g_string_new (NULL);

  collect_unnamed (root, findings);
  report ("Focusable without an accessible name", findings);
}

static gboolean
is_cut (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  if (pango_layout_is_ellipsized (layout))
    return TRUE;

  pango_layout_get_pixel_size (layout, &width, &height);
  return width > gtk_widget_get_width (GTK_WIDGET (label)) + 1
         || height > gtk_widget_get_height (GTK_WIDGET (label)) + 1;
}

static void
collect_clipped (GtkWidget *widget, GString *findings)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && is_cut (GTK_LABEL (widget))
      && gtk_widget_get_tooltip_text (widget) == NULL
      && !gtk_widget_has_css_class (widget, "may-ellipsize"))
    describe (findings, widget, "cut short");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_clipped (child, findings);
}

void
desk_ui_test_audit_clipping (GtkWidget *root)
{
  g_autoptr (GString) findings = g_string_new (NULL);

  desk_ui_test_settle ();
  collect_clipped (root, findings);
  report ("Labels that do not show all of their text", findings);
}

void
desk_ui_test_audit_keyboard (GtkWindow *window)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) findings = g_string_new (NULL);

  gtk_window_set_focus (window, NULL);
  for (guint i = 0; i < 500; i++) {
    GtkWidget *focus;

    gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
    focus = gtk_window_get_focus (window);
    if (focus != NULL && !g_hash_table_add (reached, focus))
      break;
  }
  if (g_hash_table_size (reached) == 0)
    describe (findings, GTK_WIDGET (window), "Tab reaches nothing");
  else if (g_hash_table_size (reached) >= 499)
    describe (findings, GTK_WIDGET (window), "Tab never comes round");
  report ("Keyboard", findings);
}
