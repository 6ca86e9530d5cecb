/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-op.h"

#include "desk-openssl.h"
#include "desk-x509.h"

#include <openssl/x509v3.h>

/* Of two keys that could both be used the one that lasts longer comes first. */
static int
compare_certificates (gconstpointer a, gconstpointer b, gpointer unused)
{
  DeskKeyCertificate *first = (DeskKeyCertificate *) a;
  DeskKeyCertificate *second = (DeskKeyCertificate *) b;
  gboolean first_usable = desk_key_certificate_is_usable (first);
  gboolean second_usable = desk_key_certificate_is_usable (second);
  gint64 first_end = desk_key_certificate_get_not_after (first);
  gint64 second_end = desk_key_certificate_get_not_after (second);

  if (first_usable != second_usable)
    return first_usable ? -1 : 1;

  return first_end > second_end ? -1 : first_end < second_end;
}

#define EXPIRING_SECONDS (90 * 24 * 60 * 60)

static DeskKeyState
judge_certificate (X509 *certificate, gint64 now)
{
  gint64 not_after = desk_x509_get_not_after (certificate);

  if (!desk_x509_may_sign (certificate))
    return DESK_KEY_STATE_NOT_FOR_SIGNING;
  if (now < desk_x509_get_not_before (certificate))
    return DESK_KEY_STATE_NOT_YET_VALID;
  if (now > not_after)
    return DESK_KEY_STATE_EXPIRED;

  return not_after - now < EXPIRING_SECONDS ? DESK_KEY_STATE_EXPIRING : DESK_KEY_STATE_READY;
}

/* NULL for what is no end-entity certificate: keys often carry their issuers as well. */
static DeskKeyCertificate *
read_certificate (DeskPkcs11Session *session,
                  DeskKeyToken *token,
                  CK_OBJECT_HANDLE object,
                  gint64 now)
{
  g_autoptr (GBytes) der = desk_pkcs11_session_read (session, object, CKA_VALUE);
  g_autoptr (GBytes) key_id = desk_pkcs11_session_read (session, object, CKA_ID);
  g_autoptr (X509) certificate = der != NULL ? desk_x509_new_from_der (der, NULL) : NULL;
  g_autofree char *holder = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *serial = NULL;

  if (certificate == NULL || key_id == NULL || X509_check_ca (certificate) != 0)
    return NULL;

  holder = desk_x509_get_subject_name (certificate);
  issuer = desk_x509_get_issuer_name (certificate);
  serial = desk_x509_get_serial (certificate);
  return g_object_new (DESK_TYPE_KEY_CERTIFICATE, "token", token, "key-id", key_id, "holder",
                       holder, "issuer", issuer, "serial", serial, "not-before",
                       desk_x509_get_not_before (certificate), "not-after",
                       desk_x509_get_not_after (certificate), "state",
                       judge_certificate (certificate, now), "der", der, NULL);
}

static DeskKeyToken *
describe_token (const DeskPkcs11Token *token)
{
  return g_object_new (DESK_TYPE_KEY_TOKEN, "serial", token->serial, "label", token->label, "state",
                       DESK_KEY_STATE_READY, "pin-tries", desk_pkcs11_token_get_pin_tries (token),
                       "protected-path", (token->flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0,
                       NULL);
}

static void
scan_token (DeskPkcs11Module *module, const DeskPkcs11Token *token, gint64 now, GListStore *found)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPkcs11Session) session
      = desk_pkcs11_session_open (module, token->serial, FALSE, &error);
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_CERTIFICATE_TYPE type = CKC_X_509;
  CK_ATTRIBUTE template[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_CERTIFICATE_TYPE, &type, sizeof type },
  };
  g_autoptr (DeskKeyToken) description = describe_token (token);
  g_autoptr (GArray) objects = NULL;

  if (session != NULL)
    objects = desk_pkcs11_session_find_all (session, template, G_N_ELEMENTS (template), &error);
  if (objects == NULL) {
    g_debug ("a key could not be read: %s", error->message);
    return;
  }

  for (guint i = 0; i < objects->len; i++) {
    g_autoptr (DeskKeyCertificate) certificate = read_certificate (
        session, description, g_array_index (objects, CK_OBJECT_HANDLE, i), now);

    if (certificate != NULL)
      g_list_store_insert_sorted (found, certificate, compare_certificates, NULL);
  }
}

static DeskKeyState
judge_scan (guint n_tokens, guint n_initialized, GListModel *found)
{
  g_autoptr (DeskKeyCertificate) best = g_list_model_get_item (found, 0);

  if (n_tokens == 0)
    return DESK_KEY_STATE_ABSENT;
  if (n_initialized == 0)
    return DESK_KEY_STATE_NOT_INITIALISED;
  if (best == NULL || !desk_key_certificate_is_usable (best))
    return DESK_KEY_STATE_NO_CERTIFICATE;

  return DESK_KEY_STATE_READY;
}

GListModel *
desk_ukey_op_scan (DeskPkcs11Module *module, DeskClock *clock, DeskKeyState *state)
{
  GListStore *found = g_list_store_new (DESK_TYPE_KEY_CERTIFICATE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tokens = desk_pkcs11_token_list (module, &error);
  guint n_initialized = 0;

  if (tokens == NULL) {
    g_debug ("the slots could not be listed: %s", error->message);
    *state = DESK_KEY_STATE_MODULE_FAILED;
    return G_LIST_MODEL (found);
  }

  for (guint i = 0; i < tokens->len; i++) {
    const DeskPkcs11Token *token = g_ptr_array_index (tokens, i);

    if ((token->flags & CKF_TOKEN_INITIALIZED) == 0)
      continue;
    n_initialized++;
    scan_token (module, token, desk_clock_now_seconds (clock), found);
  }

  *state = judge_scan (tokens->len, n_initialized, G_LIST_MODEL (found));
  return G_LIST_MODEL (found);
}
