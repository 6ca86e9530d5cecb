/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-private.h"

/* The operations that only look, and for which a module that fails is an answer as well. */

static GTask *
new_task (DeskUkey *self,
          gpointer source_tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  return task;
}

static const char *
get_module_path (DeskUkey *self)
{
  return desk_ukey_module_get_path (desk_ukey_get_module (self));
}

/* --- Scan --- */

static void
return_scan (GTask *task, DeskUkeyMessage *answer)
{
  DeskUkey *self = g_task_get_source_object (task);
  DeskUkeyScan *scan = desk_ukey_scan_read (answer, get_module_path (self),
                                            desk_clock_now_seconds (desk_ukey_get_clock (self)));

  g_task_return_pointer (task, scan, (GDestroyNotify) desk_ukey_scan_free);
}

static void
return_failed_scan (GTask *task, GError *error)
{
  DeskUkeyScan *scan = desk_ukey_scan_new ((DeskKeyState) error->code, error->message);

  g_task_return_pointer (task, scan, (GDestroyNotify) desk_ukey_scan_free);
  g_error_free (error);
}

static const DeskUkeyOperation scan = {
  .answer = DESK_UKEY_KIND_SCANNED,
  .timeout = DESK_UKEY_TIMEOUT_SCAN,
  .needs_module = TRUE,
  .backs_off = TRUE,
  .answered = return_scan,
  .failed = return_failed_scan,
};

void
desk_ukey_scan_async (DeskUkey *self,
                      gboolean fresh,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (DESK_IS_UKEY (self));

  desk_ukey_push (self, &scan, fresh ? DESK_UKEY_CALL_FRESH : DESK_UKEY_CALL_DEFAULT,
                  new_task (self, desk_ukey_scan_async, cancellable, callback, user_data),
                  desk_ukey_message_new (DESK_UKEY_KIND_SCAN));
}

DeskUkeyScan *
desk_ukey_scan_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Find a token --- */

static gboolean
is_wanted (DeskKeyToken *token, const char *label)
{
  DeskKeyState state = desk_key_token_get_state (token);

  return state != DESK_KEY_STATE_NOT_INITIALISED && *desk_key_token_get_serial (token) != '\0'
         && (label == NULL || g_str_equal (desk_key_token_get_label (token), label));
}

static void
return_serial (GTask *task, DeskUkeyMessage *answer)
{
  DeskUkey *self = g_task_get_source_object (task);
  const char *label = g_task_get_task_data (task);
  g_autoptr (DeskUkeyScan) found = desk_ukey_scan_read (answer, get_module_path (self), 0);
  DeskKeyToken *wanted = NULL;

  for (guint i = 0; i < found->tokens->len; i++) {
    DeskKeyToken *token = g_ptr_array_index (found->tokens, i);

    if (!is_wanted (token, label))
      continue;
    if (wanted != NULL) {
      g_task_return_new_error (task, DESK_KEY_ERROR, DESK_KEY_STATE_SEVERAL_TOKENS,
                               "more than one key fits");
      return;
    }
    wanted = token;
  }

  if (wanted != NULL) {
    g_task_return_pointer (task, g_strdup (desk_key_token_get_serial (wanted)), g_free);
    return;
  }

  desk_ukey_restart (self);
  g_task_return_new_error (task, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED,
                           "no such key is plugged in");
}

static const DeskUkeyOperation find_token = {
  .answer = DESK_UKEY_KIND_SCANNED,
  .timeout = DESK_UKEY_TIMEOUT_SCAN,
  .needs_module = TRUE,
  .answered = return_serial,
};

void
desk_ukey_find_token_async (DeskUkey *self,
                            const char *label,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  DeskUkeyMessage *request;
  GTask *task;

  g_return_if_fail (DESK_IS_UKEY (self));

  request = desk_ukey_message_new (DESK_UKEY_KIND_SCAN);
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_SLOTS_ONLY, 1);
  task = new_task (self, desk_ukey_find_token_async, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (label), g_free);
  desk_ukey_push (self, &find_token, DESK_UKEY_CALL_DEFAULT, task, request);
}

char *
desk_ukey_find_token_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Describe the module --- */

static void
take_text (char **target, DeskUkeyMessage *message, DeskUkeyTag tag)
{
  g_free (*target);
  *target = g_strdup (desk_ukey_message_get_text (message, tag));
}

static DeskUkeySlot *
read_slot (DeskUkeyMessage *record, const char *module_path)
{
  DeskUkeySlot *slot = desk_ukey_slot_new ();
  DeskUkeyMessage *token = desk_ukey_message_get_record (record, DESK_UKEY_TAG_TOKEN, 0);

  slot->id = desk_ukey_message_get_number (record, DESK_UKEY_TAG_SLOT);
  slot->has_token = desk_ukey_message_get_number (record, DESK_UKEY_TAG_PRESENT) != 0;
  slot->n_mechanisms = (guint) desk_ukey_message_get_number (record, DESK_UKEY_TAG_N_MECHANISMS);
  take_text (&slot->reader, record, DESK_UKEY_TAG_READER);
  take_text (&slot->manufacturer, record, DESK_UKEY_TAG_MANUFACTURER);
  take_text (&slot->detail, record, DESK_UKEY_TAG_DETAIL);
  if (token != NULL) {
    slot->token = desk_ukey_scan_read_token (token, module_path);
    slot->flags = (DeskUkeyTokenFlags) desk_ukey_message_get_number (token, DESK_UKEY_TAG_FLAGS);
  }

  return slot;
}

static void
return_description (GTask *task, DeskUkeyMessage *answer)
{
  DeskUkey *self = g_task_get_source_object (task);
  DeskUkeyDescription *description = desk_ukey_description_new (DESK_KEY_STATE_READY, NULL);

  take_text (&description->library, answer, DESK_UKEY_TAG_LIBRARY);
  take_text (&description->manufacturer, answer, DESK_UKEY_TAG_MANUFACTURER);
  take_text (&description->library_version, answer, DESK_UKEY_TAG_LIBRARY_VERSION);
  take_text (&description->cryptoki_version, answer, DESK_UKEY_TAG_CRYPTOKI_VERSION);
  for (guint i = 0; i < desk_ukey_message_count (answer, DESK_UKEY_TAG_READER_SLOT); i++)
    g_ptr_array_add (description->slots,
                     read_slot (desk_ukey_message_get_record (answer, DESK_UKEY_TAG_READER_SLOT, i),
                                get_module_path (self)));

  g_task_return_pointer (task, description, (GDestroyNotify) desk_ukey_description_free);
}

static void
return_failed_description (GTask *task, GError *error)
{
  g_task_return_pointer (task,
                         desk_ukey_description_new ((DeskKeyState) error->code, error->message),
                         (GDestroyNotify) desk_ukey_description_free);
  g_error_free (error);
}

static const DeskUkeyOperation describe = {
  .answer = DESK_UKEY_KIND_DESCRIBED,
  .timeout = DESK_UKEY_TIMEOUT_OTHER,
  .needs_module = TRUE,
  .answered = return_description,
  .failed = return_failed_description,
};

void
desk_ukey_describe_async (DeskUkey *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (DESK_IS_UKEY (self));

  desk_ukey_push (self, &describe, DESK_UKEY_CALL_DEFAULT,
                  new_task (self, desk_ukey_describe_async, cancellable, callback, user_data),
                  desk_ukey_message_new (DESK_UKEY_KIND_DESCRIBE));
}

DeskUkeyDescription *
desk_ukey_describe_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- The PC/SC service --- */

/* What PC/SC answers (pcsclite.h, winscard.h). */
#define SCARD_SUCCESS              0
#define SCARD_NO_READERS_AVAILABLE 0x8010002E
#define SCARD_SECURITY_VIOLATION   0x8010006A
#define SCARD_NO_ACCESS            0x80100027

static DeskKeyState
judge_service (gboolean installed, guint64 code)
{
  if (!installed)
    return DESK_KEY_STATE_SERVICE_MISSING;

  switch (code) {
  case SCARD_SUCCESS:
  case SCARD_NO_READERS_AVAILABLE:
    return DESK_KEY_STATE_READY;
  case SCARD_SECURITY_VIOLATION:
  case SCARD_NO_ACCESS:
    return DESK_KEY_STATE_SERVICE_DENIED;
  default:
    return DESK_KEY_STATE_SERVICE_STOPPED;
  }
}

static void
return_service (GTask *task, DeskUkeyMessage *answer)
{
  gboolean installed = desk_ukey_message_get_number (answer, DESK_UKEY_TAG_INSTALLED) != 0;
  guint64 code = desk_ukey_message_get_number (answer, DESK_UKEY_TAG_CODE);
  DeskUkeyService *service = desk_ukey_service_new (
      judge_service (installed, code), desk_ukey_message_get_text (answer, DESK_UKEY_TAG_DETAIL));
  g_autoptr (GStrvBuilder) readers = g_strv_builder_new ();

  service->code = code;
  for (guint i = 0; i < desk_ukey_message_count (answer, DESK_UKEY_TAG_READER); i++)
    g_strv_builder_add (readers, desk_ukey_message_get_nth_text (answer, DESK_UKEY_TAG_READER, i));
  g_strfreev (service->readers);
  service->readers = g_strv_builder_end (readers);

  g_task_return_pointer (task, service, (GDestroyNotify) desk_ukey_service_free);
}

static void
return_failed_service (GTask *task, GError *error)
{
  g_task_return_pointer (task, desk_ukey_service_new ((DeskKeyState) error->code, error->message),
                         (GDestroyNotify) desk_ukey_service_free);
  g_error_free (error);
}

static const DeskUkeyOperation service = {
  .answer = DESK_UKEY_KIND_SERVED,
  .timeout = DESK_UKEY_TIMEOUT_SCAN,
  .answered = return_service,
  .failed = return_failed_service,
};

void
desk_ukey_service_async (DeskUkey *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (DESK_IS_UKEY (self));

  desk_ukey_push (self, &service, DESK_UKEY_CALL_DEFAULT,
                  new_task (self, desk_ukey_service_async, cancellable, callback, user_data),
                  desk_ukey_message_new (DESK_UKEY_KIND_SERVICE));
}

DeskUkeyService *
desk_ukey_service_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
