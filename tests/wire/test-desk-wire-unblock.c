/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-unblock.h"

#include "desk-wire-hostile.h"

#define UNBLOCK "{'token_serial':'00117F3A','token_label':'内蒙古CA Ukey','reason':'puk_lost'}"
#define REQUEST                                                                                    \
  "{'id':'0190aaaa-0000-7000-8000-000000000001','number':'JS20261122-000001','token_tail':'7F3A'," \
  "'note':'','created':'2026-11-22T06:30:00Z','updated':'2026-11-22T06:30:00Z',"                   \
  "'state':'received'}"

static gboolean
decode_unblock (JsonObject *json, GError **error)
{
  g_auto (DeskWireUnblock) message = { 0 };

  return desk_wire_unblock_from_json (json, &message, error);
}

static gboolean
decode_request (JsonObject *json, GError **error)
{
  g_auto (DeskUnblockRequest) request = { 0 };

  return desk_wire_unblock_request_from_json (json, &request, error);
}

static gboolean
decode_list (JsonObject *json, GError **error)
{
  g_autoptr (GPtrArray) requests = desk_wire_unblock_list_from_json (json, error);

  return requests != NULL;
}

static void
test_unblock (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (UNBLOCK);
  g_auto (DeskWireUnblock) message = { 0 };

  g_assert_true (desk_wire_unblock_from_json (json_node_get_object (node), &message, NULL));
  g_assert_cmpstr (message.token_serial, ==, "00117F3A");
  g_assert_cmpint (message.reason, ==, DESK_UNBLOCK_PUK_LOST);
  desk_wire_assert_text (desk_wire_unblock_to_json (&message), UNBLOCK);
}

static void
test_request (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (REQUEST);
  g_auto (DeskUnblockRequest) request = { 0 };

  g_assert_true (desk_wire_unblock_request_from_json (json_node_get_object (node), &request, NULL));
  g_assert_cmpstr (request.number, ==, "JS20261122-000001");
  g_assert_cmpint (request.state, ==, DESK_UNBLOCK_RECEIVED);
  g_assert_cmpint (request.created, ==, 1795329000);
  desk_wire_assert_text (desk_wire_unblock_request_to_json (&request), REQUEST);
}

static void
test_list (void)
{
  const char *text = "{'requests':[" REQUEST "," REQUEST "]}";
  g_autoptr (JsonNode) node = desk_wire_from_text (text);
  g_autoptr (GPtrArray) requests
      = desk_wire_unblock_list_from_json (json_node_get_object (node), NULL);

  g_assert_cmpuint (requests->len, ==, 2);
  desk_wire_assert_text (desk_wire_unblock_list_to_json (requests), text);
}

static void
test_hostile (void)
{
  desk_wire_assert_robust (decode_unblock, UNBLOCK, TRUE, "");
  desk_wire_assert_robust (decode_request, REQUEST, FALSE, "");
  desk_wire_assert_robust (decode_list, "{'requests':[" REQUEST "]}", FALSE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/unblock/message", test_unblock);
  g_test_add_func ("/wire/unblock/request", test_request);
  g_test_add_func ("/wire/unblock/list", test_list);
  g_test_add_func ("/wire/unblock/hostile", test_hostile);
  return g_test_run ();
}
