/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-api-service.h"
#include "desk-chain.h"
#include "desk-doctor-looks.h"
#include "desk-doctor-redact.h"
#include "desk-openssl.h"
#include "desk-x509.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>

/* One look, from the scans to the findings. */
typedef struct {
  GTask *task; /* owned */

  /* In progress */
  guint n_scans; /* not answered yet */

  /* Output; both owned, nullable: not known */
  X509Stack *trust;
  X509Stack *issuers;
} Look;

static void
look_free (Look *look)
{
  g_clear_pointer (&look->trust, desk_x509_stack_free);
  g_clear_pointer (&look->issuers, desk_x509_stack_free);
  g_object_unref (look->task);
  g_free (look);
}

/* 4. What is said of each certificate. */

static char *
describe_use (X509 *certificate)
{
  EVP_PKEY *key = X509_get0_pubkey (certificate);
  const char *type = key != NULL ? EVP_PKEY_get0_type_name (key) : NULL;

  return g_strdup_printf ("%s %d, %s, %s", type != NULL ? type : "unknown key",
                          key != NULL ? EVP_PKEY_get_bits (key) : 0,
                          desk_x509_may_sign_in (certificate) ? "for signing in"
                                                              : "not for signing in",
                          desk_x509_may_sign (certificate) ? "for signing" : "not for signing");
}

/* Who issued it, as far as it can be told here. @chain receives words for support. */
static DeskKeyState
judge_chain (Look *look, X509 *certificate, DeskKeyState state, const char **chain)
{
  DeskDoctorContext *context = desk_doctor_context_of (look->task);
  g_autoptr (GError) error = NULL;

  if (look->trust == NULL) {
    *chain = "not checked, no root is known";
    return state;
  }

  if (desk_chain_verify (certificate, look->issuers, look->trust, NULL,
                         desk_clock_now_seconds (context->clock), DESK_CHAIN_SIGNATURE, &error)
      || !g_error_matches (error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_UNTRUSTED)) {
    *chain = error == NULL ? "complete" : "not judged";
    return state;
  }

  /* Without the server nobody knows what stands between the root and a person's certificate. */
  if (look->issuers == NULL) {
    *chain = "not checked, the issuers are not known";
    return state;
  }

  *chain = "leads to no known root";
  return DESK_KEY_STATE_UNTRUSTED;
}

static char *
make_sentence (DeskKeyCertificate *certificate, DeskKeyState state)
{
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *text = NULL;

  if (state != DESK_KEY_STATE_READY)
    return NULL;

  end = g_date_time_new_from_unix_local (desk_key_certificate_get_not_after (certificate));
  text = end != NULL ? g_date_time_format (end, "%Y-%m-%d") : g_strdup ("?");
  /* Translators: %s is a date. */
  return g_strdup_printf (_ ("A certificate is in order and valid until %s"), text);
}

static DeskDoctorCheck *
judge_certificate (Look *look, DeskKeyCertificate *certificate)
{
  DeskKeyState state = desk_key_certificate_get_state (certificate);
  g_autoptr (X509) x509 = desk_x509_new_from_der (desk_key_certificate_get_der (certificate), NULL);
  g_autofree char *from = desk_clock_format_utc (desk_key_certificate_get_not_before (certificate));
  g_autofree char *to = desk_clock_format_utc (desk_key_certificate_get_not_after (certificate));
  g_autofree char *serial
      = desk_doctor_redact_serial (desk_key_certificate_get_serial (certificate));
  g_autofree char *key
      = desk_doctor_redact_serial (desk_key_certificate_get_token_serial (certificate));
  g_autofree char *use = x509 != NULL ? describe_use (x509) : g_strdup ("cannot be read");
  const char *chain = "not judged";
  g_autofree char *sentence = NULL;
  g_autofree char *detail = NULL;

  if (x509 != NULL && desk_key_certificate_is_usable (certificate))
    state = judge_chain (look, x509, state, &chain);

  sentence = make_sentence (certificate, state);
  detail = g_strdup_printf ("certificate %s on Ukey %s: %s to %s, %s\nchain: %s", serial, key, from,
                            to, use, chain);
  return desk_doctor_check_new (DESK_DOCTOR_CERTIFICATES, state, sentence, detail);
}

static gboolean
is_listed_before (GPtrArray *certificates, DeskKeyCertificate *certificate)
{
  for (guint i = 0; i < certificates->len; i++)
    if (g_bytes_equal (desk_key_certificate_get_der (g_ptr_array_index (certificates, i)),
                       desk_key_certificate_get_der (certificate)))
      return TRUE;

  return FALSE;
}

static void
finish (Look *look)
{
  DeskDoctorContext *context = desk_doctor_context_of (look->task);
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);
    GPtrArray *certificates = driver->scan != NULL ? driver->scan->certificates : NULL;

    if (driver->scan != NULL
        && desk_key_state_get_group (driver->scan->state) == DESK_KEY_GROUP_MODULE)
      g_ptr_array_add (findings,
                       desk_doctor_check_new (DESK_DOCTOR_CERTIFICATES, driver->scan->state, NULL,
                                              driver->scan->detail));
    for (guint j = 0; certificates != NULL && j < certificates->len; j++) {
      DeskKeyCertificate *certificate = g_ptr_array_index (certificates, j);

      if (is_listed_before (seen, certificate))
        continue;
      g_ptr_array_add (seen, certificate);
      g_ptr_array_add (findings, judge_certificate (look, certificate));
    }
  }

  if (findings->len == 0)
    g_ptr_array_add (findings, desk_doctor_check_new (DESK_DOCTOR_CERTIFICATES,
                                                      DESK_KEY_STATE_NO_CERTIFICATE, NULL, NULL));
  desk_doctor_context_return_all (look->task, g_steal_pointer (&findings));
  look_free (look);
}

/* 3. Who stands between them and the root. */

static void
on_issuers_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  g_autoptr (GBytes) pem = desk_api_service_get_issuers_finish (DESK_API (source), result, NULL);

  if (pem != NULL) {
    g_autofree char *text = g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));

    look->issuers = desk_x509_list_new_from_pem (text, NULL);
  }

  finish (look);
}

/* 2. The root. */

static void
on_trust_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  DeskDoctorContext *context = desk_doctor_context_of (look->task);

  look->trust = desk_trust_load_finish (DESK_TRUST (source), result, NULL);
  if (look->trust != NULL && context->probe != NULL
      && context->probe->outcome == DESK_API_PROBE_ANSWERED)
    desk_api_service_get_issuers_async (context->api, g_task_get_cancellable (look->task),
                                        on_issuers_ready, look);
  else
    finish (look);
}

static void
load_trust (Look *look)
{
  DeskDoctorContext *context = desk_doctor_context_of (look->task);

  if (context->trust != NULL)
    desk_trust_load_async (context->trust, g_task_get_cancellable (look->task), on_trust_ready,
                           look);
  else
    finish (look);
}

/* 1. What is on the keys. */

static void
on_scan_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  DeskDoctorContext *context = desk_doctor_context_of (look->task);
  DeskUkeyScan *scan = desk_ukey_scan_finish (DESK_UKEY (source), result, NULL);

  for (guint i = 0; i < context->drivers->len; i++) {
    DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);

    if (driver->ukey == DESK_UKEY (source))
      driver->scan = g_steal_pointer (&scan);
  }

  if (--look->n_scans == 0)
    load_trust (look);
}

void
desk_doctor_look_at_certificates (DeskDoctorContext *context, GTask *task)
{
  Look *look;

  if (desk_doctor_context_count_tokens (context) == 0) {
    desk_doctor_context_return (
        task, desk_doctor_check_new_skipped (
                  DESK_DOCTOR_CERTIFICATES, _ ("Not checked: there is no Ukey to read them from")));
    return;
  }

  look = g_new0 (Look, 1);
  look->task = g_object_ref (task);
  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);

    if (driver->description == NULL || driver->description->state != DESK_KEY_STATE_READY)
      continue;
    look->n_scans++;
    desk_ukey_scan_async (driver->ukey, FALSE, g_task_get_cancellable (task), on_scan_ready, look);
  }
}
