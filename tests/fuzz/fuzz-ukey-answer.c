/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as an answer of the host, through everything that the client's end reads them with: the
 * operations of DeskUkey, with a DeskUkey that has no process. */

#define G_LOG_DOMAIN "desk-fuzz"

#include "fuzz.h"

#include "desk-ukey-private.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795329000) /* 2026-11-22T06:30:00Z */

struct _DeskUkey {
  GObject parent;
  DeskClock *clock;        /* owned */
  DeskUkeyMessage *answer; /* borrowed; what every operation is answered with */
};

G_DEFINE_TYPE (DeskUkey, desk_ukey, G_TYPE_OBJECT)

static void
desk_ukey_init (DeskUkey *self)
{
  self->clock = desk_clock_new_manual (NOW * G_USEC_PER_SEC);
}

static void
desk_ukey_finalize (GObject *object)
{
  g_object_unref (((DeskUkey *) object)->clock);
  G_OBJECT_CLASS (desk_ukey_parent_class)->finalize (object);
}

static void
desk_ukey_class_init (DeskUkeyClass *class)
{
  G_OBJECT_CLASS (class)->finalize = desk_ukey_finalize;
}

/* --- What desk-ukey-runner.c does with a process --- */

void
desk_ukey_push (DeskUkey *self,
                const DeskUkeyOperation *operation,
                DeskUkeyCallFlags flags,
                GTask *task,
                DeskUkeyMessage *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) frame = desk_ukey_message_encode (request, &error);

  g_assert_no_error (error);
  g_assert_nonnull (frame);
  if (desk_ukey_message_get_kind (self->answer) == operation->answer)
    operation->answered (task, self->answer);
  else
    g_task_return_new_error (task, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_CRASHED, "another answer");

  g_object_unref (task);
  desk_ukey_message_free (request);
}

DeskClock *
desk_ukey_get_clock (DeskUkey *self)
{
  return self->clock;
}

DeskUkeyModule *
desk_ukey_get_module (DeskUkey *self)
{
  static DeskUkeyModule *module;

  if (module == NULL)
    module = desk_ukey_module_new (DESK_UKEY_MODULE_OPTION, NULL, "/module.so", NULL);

  return module;
}

void
desk_ukey_restart (DeskUkey *self)
{
}

/* --- Each operation --- */

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* What was started is answered already, but tells so from the main context only. */
static GAsyncResult *
settle (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, FALSE);

  return *result;
}

static void
look (DeskUkey *ukey)
{
  g_autoptr (GAsyncResult) scanned = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (DeskUkeyScan) scan = NULL;
  g_autofree char *serial = NULL;

  desk_ukey_scan_async (ukey, FALSE, NULL, on_ready, &scanned);
  scan = desk_ukey_scan_finish (ukey, settle (&scanned), NULL);
  g_assert_true (scan == NULL || scan->tokens != NULL);
  desk_ukey_find_token_async (ukey, "label", NULL, on_ready, &found);
  serial = desk_ukey_find_token_finish (ukey, settle (&found), NULL);
}

static void
sign (DeskUkey *ukey)
{
  static const uint8_t digest[32];
  g_autoptr (GBytes) key_id = g_bytes_new_static ("id", 2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) signature = NULL;

  desk_ukey_sign_with_key_async (ukey, "S", key_id, NULL, digest, NULL, on_ready, &result);
  signature = desk_ukey_sign_with_key_finish (ukey, settle (&result), NULL);
}

static void
generate (DeskUkey *ukey)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;

  desk_ukey_generate_key_async (ukey, "S", NULL, DESK_UKEY_P256, "label", NULL, on_ready, &result);
  key_id = desk_ukey_generate_key_finish (ukey, settle (&result), &public_key, NULL);
}

static void
describe (DeskUkey *ukey)
{
  g_autoptr (GAsyncResult) described = NULL;
  g_autoptr (GAsyncResult) served = NULL;
  g_autoptr (DeskUkeyDescription) description = NULL;
  g_autoptr (DeskUkeyService) service = NULL;

  desk_ukey_describe_async (ukey, NULL, on_ready, &described);
  description = desk_ukey_describe_finish (ukey, settle (&described), NULL);
  desk_ukey_service_async (ukey, NULL, on_ready, &served);
  service = desk_ukey_service_finish (ukey, settle (&served), NULL);
}

static void
use (DeskUkey *ukey)
{
  switch (desk_ukey_message_get_kind (ukey->answer)) {
  case DESK_UKEY_KIND_SCANNED:
    look (ukey);
    break;
  case DESK_UKEY_KIND_SIGNED:
    sign (ukey);
    break;
  case DESK_UKEY_KIND_GENERATED:
    generate (ukey);
    break;
  case DESK_UKEY_KIND_DESCRIBED:
  case DESK_UKEY_KIND_SERVED:
    describe (ukey);
    break;
  default:
    break;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (DeskUkey) ukey = NULL;
  g_autoptr (DeskUkeyMessage) answer = NULL;
  size_t length = 0;

  if (size >= DESK_UKEY_FRAME_HEADER)
    length = desk_ukey_message_parse_header (data);
  if (length == 0 || length > size - DESK_UKEY_FRAME_HEADER)
    return 0;

  answer = desk_ukey_message_decode (data + DESK_UKEY_FRAME_HEADER, length, NULL);
  if (answer == NULL)
    return 0;

  ukey = g_object_new (DESK_TYPE_UKEY, NULL);
  ukey->answer = answer;
  use (ukey);
  return 0;
}
