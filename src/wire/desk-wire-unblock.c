/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-unblock.h"

#include "desk-wire-message.h"

#define NUMBER_MAX 40
#define TAIL_MAX   4
#define NOTE_MAX   400

static const DeskWireMember unblock_members[] = {
  { "token_serial", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireUnblock, token_serial),
    DESK_WIRE_MAX_TOKEN_TEXT },
  { "token_label", DESK_WIRE_LINE, G_STRUCT_OFFSET (DeskWireUnblock, token_label),
    DESK_WIRE_MAX_TOKEN_TEXT },
};

JsonNode *
desk_wire_unblock_to_json (const DeskWireUnblock *message)
{
  JsonObject *object = json_object_new ();

  desk_wire_message_add (unblock_members, G_N_ELEMENTS (unblock_members), message, object);
  desk_wire_set_enum (object, "reason", DESK_TYPE_UNBLOCK_REASON, (int) message->reason);
  return desk_wire_take_object (object);
}

gboolean
desk_wire_unblock_from_json (JsonObject *json, DeskWireUnblock *message, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", FALSE);

  desk_wire_message_read (unblock_members, G_N_ELEMENTS (unblock_members), reader, message);
  message->reason
      = (DeskUnblockReason) desk_wire_reader_enum (reader, "reason", DESK_TYPE_UNBLOCK_REASON);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_unblock_clear (message);
  return FALSE;
}

void
desk_wire_unblock_clear (DeskWireUnblock *message)
{
  desk_wire_message_clear (unblock_members, G_N_ELEMENTS (unblock_members), message);
}

static const DeskWireMember request_members[] = {
  { "id", DESK_WIRE_ID, G_STRUCT_OFFSET (DeskUnblockRequest, id) },
  { "number", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskUnblockRequest, number), NUMBER_MAX },
  { "token_tail", DESK_WIRE_LINE, G_STRUCT_OFFSET (DeskUnblockRequest, token_tail), TAIL_MAX },
  { "note", DESK_WIRE_LINE, G_STRUCT_OFFSET (DeskUnblockRequest, note), NOTE_MAX },
  { "created", DESK_WIRE_TIME, G_STRUCT_OFFSET (DeskUnblockRequest, created) },
  { "updated", DESK_WIRE_TIME, G_STRUCT_OFFSET (DeskUnblockRequest, updated) },
};

static JsonObject *
build_request (const DeskUnblockRequest *request)
{
  JsonObject *object = json_object_new ();

  desk_wire_message_add (request_members, G_N_ELEMENTS (request_members), request, object);
  desk_wire_set_enum (object, "state", DESK_TYPE_UNBLOCK_STATE, (int) request->state);
  return object;
}

static void
read_request (DeskWireReader *reader, DeskUnblockRequest *request)
{
  desk_wire_message_read (request_members, G_N_ELEMENTS (request_members), reader, request);
  request->state
      = (DeskUnblockState) desk_wire_reader_enum (reader, "state", DESK_TYPE_UNBLOCK_STATE);
}

JsonNode *
desk_wire_unblock_request_to_json (const DeskUnblockRequest *request)
{
  return desk_wire_take_object (build_request (request));
}

gboolean
desk_wire_unblock_request_from_json (JsonObject *json, DeskUnblockRequest *request, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);

  read_request (reader, request);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_unblock_request_clear (request);
  return FALSE;
}

JsonNode *
desk_wire_unblock_list_to_json (GPtrArray *requests)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < requests->len; i++)
    json_array_add_object_element (array, build_request (g_ptr_array_index (requests, i)));
  json_object_set_array_member (object, "requests", array);
  return desk_wire_take_object (object);
}

static void
free_request (gpointer request)
{
  desk_unblock_request_free (request);
}

GPtrArray *
desk_wire_unblock_list_from_json (JsonObject *json, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (free_request);
  JsonArray *array = desk_wire_reader_array (reader, "requests", DESK_WIRE_MAX_UNBLOCKS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    DeskUnblockRequest *request = g_new0 (DeskUnblockRequest, 1);

    g_ptr_array_add (requests, request);
    read_request (desk_wire_reader_element (reader, "requests", array, i), request);
  }

  return desk_wire_reader_finish (reader, error) ? g_steal_pointer (&requests) : NULL;
}
