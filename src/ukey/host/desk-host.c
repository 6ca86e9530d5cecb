/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-host.h"

#include "desk-pull-out.h"
#include "desk-ukey-op.h"

#include <string.h>

#define RESTART_INTERVAL (3 * G_USEC_PER_SEC)
#define MAX_DETAIL       1000 /* octets; below what the protocol has */

struct _DeskHost {
  DeskHostSendFunc send;
  gpointer send_data;          /* borrowed */
  DeskPkcs11Module *module;    /* owned, nullable */
  DeskCertificateCache *cache; /* owned */
  DeskPinUse pin_use;          /* of the request that is being served */
  gint64 last_restart;         /* monotonic, microseconds; 0: never */
  char *key_serial;            /* owned, nullable: the token whose key signed last */
  GBytes *key_id;              /* owned, nullable: that key */
  DeskKeyKind key_kind;
};

static void
forget_key (DeskHost *self)
{
  g_clear_pointer (&self->key_serial, g_free);
  g_clear_pointer (&self->key_id, g_bytes_unref);
}

gboolean
desk_host_recall_key (DeskHost *self, const char *token_serial, GBytes *key_id, DeskKeyKind *kind)
{
  if (self->key_id == NULL || !g_bytes_equal (self->key_id, key_id)
      || !g_str_equal (self->key_serial, token_serial))
    return FALSE;

  *kind = self->key_kind;
  return TRUE;
}

void
desk_host_remember_key (DeskHost *self,
                        const char *token_serial,
                        GBytes *key_id,
                        const DeskKeyKind *kind)
{
  forget_key (self);
  self->key_serial = g_strdup (token_serial);
  self->key_id = g_bytes_ref (key_id);
  self->key_kind = *kind;
}

DeskHost *
desk_host_new (DeskHostSendFunc send, gpointer user_data)
{
  DeskHost *self = g_new0 (DeskHost, 1);

  self->send = send;
  self->send_data = user_data;
  self->cache = desk_certificate_cache_new ();
  return self;
}

void
desk_host_free (DeskHost *self)
{
  g_clear_pointer (&self->module, desk_pkcs11_module_free);
  desk_certificate_cache_free (self->cache);
  forget_key (self);
  g_free (self);
}

static void
on_phase (DeskUkeyPhase phase, gpointer user_data)
{
  static const DeskPinUse uses[] = {
    [DESK_UKEY_PHASE_OPENING] = DESK_PIN_USE_NONE,
    [DESK_UKEY_PHASE_LOGIN] = DESK_PIN_USE_MAYBE,
    [DESK_UKEY_PHASE_WORKING] = DESK_PIN_USE_ACCEPTED,
  };
  DeskHost *self = user_data;
  g_autoptr (DeskUkeyMessage) progress = desk_ukey_message_new (DESK_UKEY_KIND_PROGRESS);

  self->pin_use = uses[phase];
  desk_ukey_message_add_number (progress, DESK_UKEY_TAG_PHASE, phase);
  self->send (progress, self->send_data);
}

void
desk_host_set_module (DeskHost *self, DeskPkcs11Module *module)
{
  g_clear_pointer (&self->module, desk_pkcs11_module_free);
  desk_certificate_cache_clear (self->cache);
  forget_key (self);
  self->module = module;
  if (module != NULL)
    desk_pkcs11_module_set_phase_func (module, on_phase, self);
}

DeskPkcs11Module *
desk_host_get_module (DeskHost *self, GError **error)
{
  if (self->module == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_MODULE, "no module was opened");
    return NULL;
  }
  if (!desk_pkcs11_module_is_initialized (self->module)
      && !desk_pkcs11_module_restart (self->module, error))
    return NULL;

  return self->module;
}

DeskCertificateCache *
desk_host_get_cache (DeskHost *self)
{
  return self->cache;
}

gboolean
desk_host_restart_module (DeskHost *self, gboolean at_once)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  if (!at_once && self->last_restart != 0 && now - self->last_restart < RESTART_INTERVAL)
    return FALSE;

  if (!desk_pkcs11_module_restart (self->module, &error))
    g_info ("the module does not start again: %s", error->message);

  /* Counted from its end: a slow module is not to be busy with this alone. */
  self->last_restart = g_get_monotonic_time ();
  return TRUE;
}

static char *
dup_detail (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  const char *end;

  if (strlen (valid) <= MAX_DETAIL)
    return g_steal_pointer (&valid);

  end = g_utf8_find_prev_char (valid, valid + MAX_DETAIL);
  return g_strndup (valid, (gsize) (end - valid));
}

static DeskUkeyMessage *
make_failure (DeskHost *self, const GError *error)
{
  DeskUkeyMessage *answer = desk_ukey_message_new (DESK_UKEY_KIND_FAILED);
  DeskKeyState state = error->domain == DESK_KEY_ERROR ? error->code : DESK_KEY_STATE_DRIVER;
  g_autofree char *detail = dup_detail (error->message);

  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_STATE, desk_key_state_get_nick (state));
  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_PIN_USE, self->pin_use);
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_DETAIL, detail);
  return answer;
}

/* A driver's failure behind which is a key that was pulled out becomes that. Takes @error. */
static GError *
explain (DeskHost *self, DeskUkeyMessage *request, GError *error)
{
  const char *serial = desk_ukey_message_get_text (request, DESK_UKEY_TAG_SERIAL);
  GError *explained;

  if (serial == NULL || self->module == NULL || !desk_pkcs11_module_is_initialized (self->module)
      || !desk_key_error_is (error, DESK_KEY_STATE_DRIVER)
      || !desk_pull_out_explains (self->module, serial))
    return error;

  explained = g_error_new_literal (DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED, error->message);
  g_error_free (error);
  return explained;
}

DeskUkeyMessage *
desk_host_handle (DeskHost *self, DeskUkeyMessage *request)
{
  const DeskUkeyOp *op = desk_ukey_op_find (desk_ukey_message_get_kind (request));
  g_autoptr (GError) error = NULL;
  DeskUkeyMessage *answer;

  if (op == NULL)
    return NULL;

  self->pin_use = DESK_PIN_USE_NONE;
  answer = op->run (self, request, &error);
  if (op->writes)
    desk_certificate_cache_clear (self->cache);
  if (op->writes || answer == NULL)
    forget_key (self);

  if (answer != NULL)
    return answer;

  error = explain (self, request, g_steal_pointer (&error));
  return make_failure (self, error);
}
