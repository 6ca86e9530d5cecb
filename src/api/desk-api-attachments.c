/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-attachments.h"

#include "desk-api-call.h"
#include "desk-api-path.h"
#include "desk-encoding.h"
#include "desk-wire-order.h"

#include <string.h>

/* By what the content says, as the server judges it; a picture of another kind is refused there. */
static const char *
guess_media_type (GBytes *content)
{
  size_t length;
  const char *data = g_bytes_get_data (content, &length);

  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (length >= 2 && memcmp (data, "BM", 2) == 0)
    return "image/bmp";
  return "image/jpeg";
}

void
desk_api_attachments_put_async (DeskApi *self,
                                const char *order_id,
                                DeskAttachmentKind kind,
                                GBytes *content,
                                DeskApiProgressFunc progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *resource
      = g_strconcat ("attachments/", desk_attachment_kind_get_code (kind), NULL);
  g_autofree char *path = desk_api_path_of_order (order_id, resource);
  const DeskApiRequest request = {
    .method = "PUT",
    .path = path,
    .content = content,
    .content_type = guess_media_type (content),
    .progress = progress,
    .progress_data = progress_data,
  };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

gboolean
desk_api_attachments_put_finish (DeskApi *self,
                                 GAsyncResult *result,
                                 GBytes *content,
                                 GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  g_auto (DeskWireAttachment) message = { 0 };
  g_autofree char *sha256 = desk_sha256_hex (content);

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return FALSE;
  if (!desk_wire_attachment_from_json (object, &message, &cause))
    return desk_api_set_malformed (error, cause->message);
  if (!g_str_equal (message.sha256, sha256))
    return desk_api_set_malformed (error, "digest of the attachment");

  return TRUE;
}
