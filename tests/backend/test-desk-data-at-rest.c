/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is left on the disk: nothing personal in plain, and everything that was acknowledged. */

#include "desk-test-client.h"
#include "desk-test-files.h"
#include "desk-test-images.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PHONE     "13800138000"
#define NAME      "张三"
#define ID_NUMBER "150102199001010019"

static const char *const planted[] = {
  PHONE,    NAME, ID_NUMBER, "13900139000", "大学西路", "235 号", "赛罕区", "zhang.san@example.cn",
  "010021",
};

/* Takes what the backend logs, too; ends when the descriptor is given back. */
static int
redirect_log (const char *path)
{
  int log = open (path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
  int saved = dup (STDERR_FILENO);

  g_assert_cmpint (log, >=, 0);
  g_assert_cmpint (dup2 (log, STDERR_FILENO), >=, 0);
  close (log);

  return saved;
}

static void
restore_log (int saved)
{
  dup2 (saved, STDERR_FILENO);
  close (saved);
}

static void
submit (DeskTestClient *client, const char *order)
{
  g_autofree char *path = g_strconcat (order, "/submission", NULL);
  g_autofree char *version = NULL;

  desk_test_client_give_evidence (client, order);
  desk_test_client_sign_contract (client, order, PHONE);
  desk_test_client_fill_form (client, order);
  version = desk_test_client_dup_version (client, order);
  desk_test_client_assert (client, desk_test_client_send (client, "POST", path, version), 200);
}

static void
test_nothing_in_plain (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *log = g_build_filename (directory, "log", NULL);
  int saved = redirect_log (log);
  g_autoptr (DeskTestBackend) backend = desk_test_backend_start ();
  g_autoptr (DeskTestClient) client = desk_test_client_new (backend);
  g_autofree char *order = NULL;

  restore_log (saved);
  desk_test_client_sign_in (client, PHONE);
  order = desk_test_client_create_order (client, NAME, ID_NUMBER);
  submit (client, order);

  for (gsize i = 0; i < G_N_ELEMENTS (planted); i++) {
    g_test_message ("%s", planted[i]);
    g_assert_false (desk_test_files_contain (desk_test_backend_get_data_dir (backend), planted[i]));
    g_assert_false (desk_test_files_contain (directory, planted[i]));
  }
  /* The search finds what is there. */
  g_assert_true (desk_test_files_contain (desk_test_backend_get_data_dir (backend), "SUBMITTED"));
  g_assert_true (desk_test_files_contain (directory, "/v1/orders/{id}/submission"));
  /* Neither a picture nor the contract lies there as such, and no upload is left behind. */
  g_assert_false (desk_test_files_contain (desk_test_backend_get_data_dir (backend), "%PDF-"));
  g_assert_false (desk_test_files_contain (desk_test_backend_get_data_dir (backend), "JFIF"));
  desk_test_files_remove (directory);
}

/* The power goes after every acknowledged request. */
static void
test_killed_between_requests (void)
{
  g_autoptr (DeskTestBackend) backend = desk_test_backend_start ();
  g_autoptr (DeskTestClient) client = desk_test_client_new (backend);
  g_autoptr (GBytes) image = desk_test_image_upload (1);
  g_autofree char *order = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *consent_path = NULL;
  g_autofree char *consent = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *contract = NULL;

  desk_test_client_sign_in (client, PHONE);
  order = desk_test_client_create_order (client, NAME, ID_NUMBER);
  desk_test_backend_kill (backend);
  desk_test_backend_restart (backend);

  consent = desk_test_client_dup_consent (client);
  consent_path = g_strconcat (order, "/consent", NULL);
  desk_test_client_assert (client, desk_test_client_send (client, "PUT", consent_path, consent),
                           200);
  desk_test_backend_kill (backend);
  desk_test_backend_restart (backend);

  picture = g_strconcat (order, "/attachments/id_front", NULL);
  desk_test_client_assert (client, desk_test_client_upload (client, picture, image), 200);
  desk_test_backend_kill (backend);
  desk_test_backend_restart (backend);
  desk_test_client_assert (client, desk_test_client_send (client, "GET", picture, NULL), 200);

  desk_test_client_give_evidence (client, order);
  desk_test_client_sign_contract (client, order, PHONE);
  kept = g_strdup (desk_test_client_get_text (client, "contract_sha256"));
  desk_test_backend_kill (backend);
  desk_test_backend_restart (backend);

  contract = g_strconcat (order, "/contract", NULL);
  desk_test_client_assert (client, desk_test_client_send (client, "GET", contract, NULL), 200);
  {
    g_autofree char *sha256
        = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, desk_test_client_get_body (client));

    g_assert_cmpstr (sha256, ==, kept);
  }

  desk_test_client_assert (client, desk_test_client_send (client, "GET", order, NULL), 200);
  g_assert_true (desk_test_client_has_done (client, "consent"));
  g_assert_true (desk_test_client_has_done (client, "reading"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/data-at-rest/nothing-in-plain", test_nothing_in_plain);
  g_test_add_func ("/backend/data-at-rest/killed-between-requests", test_killed_between_requests);

  return g_test_run ();
}
