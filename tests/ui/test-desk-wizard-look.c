/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-flow.h"
#include "desk-ui-test.h"
#include "desk-wizard-table.h"
#include "desk-wizard.h"

/* How the wizard looks: each page in light and dark and with large text, at the usual and at the
 * least size. Nothing is cut short, everything has a name and is reached by the keyboard. */

typedef struct {
  const char *name; /* of the pictures */
  double scale;     /* of the text */
  gboolean dark;
  int width;
  int height;
} Look;

static const Look looks[] = {
  { "light", 1.0, FALSE, 1080, 720 },      { "dark", 1.0, TRUE, 1080, 720 },
  { "large", 2.0, FALSE, 1080, 720 },      { "small", 1.0, FALSE, 720, 560 },
  { "large-small", 2.0, FALSE, 720, 560 },
};

static void
show_step (DeskStep step, const char *name, const Look *look)
{
  g_autoptr (DeskApplyFlow) flow = desk_test_flow_new ();
  g_autofree char *picture = g_strdup_printf ("wizard-%s-%s", name, look->name);
  GtkWindow *window;

  desk_test_flow_fill (flow, step);
  desk_ui_test_set_dark (look->dark);
  desk_ui_test_set_text_scale (look->scale);
  window = desk_ui_test_show (desk_wizard_new (NULL, flow), look->width, look->height);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (window, picture);
  desk_ui_test_audit_clipping (GTK_WIDGET (window));
  if (look == looks)
    desk_ui_test_audit_names (GTK_WIDGET (window));

  desk_ui_test_close (window);
  g_assert_finalize_object (g_steal_pointer (&flow));
}

static void
test_look (gconstpointer user_data)
{
  const Look *look = user_data;
  guint n_rows;
  const DeskWizardRow *rows = desk_wizard_table_get (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    show_step (rows[i].step, rows[i].name, look);

  desk_ui_test_set_dark (FALSE);
  desk_ui_test_set_text_scale (1.0);
}

int
main (int argc, char *argv[])
{
  desk_ui_test_init (&argc, &argv);

  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_autofree char *path = g_strdup_printf ("/ui/wizard/look/%s", looks[i].name);

    g_test_add_data_func (path, &looks[i], test_look);
  }

  return g_test_run ();
}
