/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-attachment.h"

#include "desk-encoding.h"
#include "desk-properties.h"

#include <string.h>

struct _DeskAttachment {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_ENUM_TYPE (DeskAttachmentState,
                    desk_attachment_state,
                    G_DEFINE_ENUM_VALUE (DESK_ATTACHMENT_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (DESK_ATTACHMENT_LOCAL, "local"),
                    G_DEFINE_ENUM_VALUE (DESK_ATTACHMENT_UPLOADING, "uploading"),
                    G_DEFINE_ENUM_VALUE (DESK_ATTACHMENT_UPLOADED, "uploaded"),
                    G_DEFINE_ENUM_VALUE (DESK_ATTACHMENT_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (DeskAttachment, desk_attachment, G_TYPE_OBJECT)

enum {
  PROP_KIND = 1,
  PROP_STATE,
  PROP_FILE_NAME,
  PROP_CONTENT,
  PROP_SHA256,
  PROP_PROGRESS,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *const kind_codes[DESK_ATTACHMENT_N_KINDS] = {
  [DESK_ATTACHMENT_ID_FRONT] = "id_front",
  [DESK_ATTACHMENT_ID_BACK] = "id_back",
  [DESK_ATTACHMENT_HANDHELD] = "handheld",
  [DESK_ATTACHMENT_SUPPORTING] = "supporting",
};

static void
desk_attachment_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  desk_properties_set (&DESK_ATTACHMENT (object)->properties, property_id, value);
}

static void
desk_attachment_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&DESK_ATTACHMENT (object)->properties.values[property_id], value);
}

static void
desk_attachment_finalize (GObject *object)
{
  desk_properties_clear (&DESK_ATTACHMENT (object)->properties);

  G_OBJECT_CLASS (desk_attachment_parent_class)->finalize (object);
}

static void
desk_attachment_class_init (DeskAttachmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_attachment_set_property;
  object_class->get_property = desk_attachment_get_property;
  object_class->finalize = desk_attachment_finalize;

  properties[PROP_KIND]
      = desk_property_int ("kind", DESK_ATTACHMENT_N_KINDS - 1, DESK_PROPERTY_FIXED);
  properties[PROP_STATE]
      = desk_property_enum ("state", DESK_TYPE_ATTACHMENT_STATE, DESK_PROPERTY_DERIVED);
  properties[PROP_FILE_NAME] = desk_property_text ("file-name", DESK_PROPERTY_DERIVED);
  properties[PROP_CONTENT]
      = g_param_spec_boxed ("content", NULL, NULL, G_TYPE_BYTES, DESK_PROPERTY_DERIVED);
  properties[PROP_SHA256] = desk_property_nullable_text ("sha256", DESK_PROPERTY_DERIVED);
  properties[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0, DESK_PROPERTY_DERIVED);
  properties[PROP_PROBLEM]
      = desk_property_int ("problem", DESK_FIELD_N_PROBLEMS - 1, DESK_PROPERTY_DERIVED);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_attachment_init (DeskAttachment *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

const char *
desk_attachment_kind_get_code (DeskAttachmentKind kind)
{
  g_return_val_if_fail ((unsigned int) kind < DESK_ATTACHMENT_N_KINDS, NULL);

  return kind_codes[kind];
}

gboolean
desk_attachment_kind_from_code (const char *code, DeskAttachmentKind *kind)
{
  g_return_val_if_fail (code != NULL && kind != NULL, FALSE);

  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++) {
    if (g_str_equal (kind_codes[i], code)) {
      *kind = (DeskAttachmentKind) i;
      return TRUE;
    }
  }

  return FALSE;
}

DeskAttachment *
desk_attachment_new (DeskAttachmentKind kind)
{
  return g_object_new (DESK_TYPE_ATTACHMENT, "kind", (int) kind, NULL);
}

DeskAttachmentKind
desk_attachment_get_kind (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), DESK_ATTACHMENT_ID_FRONT);

  return (DeskAttachmentKind) desk_properties_get_int (&self->properties, PROP_KIND);
}

DeskAttachmentState
desk_attachment_get_state (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), DESK_ATTACHMENT_EMPTY);

  return (DeskAttachmentState) desk_properties_get_enum (&self->properties, PROP_STATE);
}

void
desk_attachment_set_state (DeskAttachment *self, DeskAttachmentState state)
{
  g_return_if_fail (DESK_IS_ATTACHMENT (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (state != DESK_ATTACHMENT_FAILED)
    desk_properties_set_int (&self->properties, PROP_PROBLEM, DESK_FIELD_OK);
  desk_properties_set_enum (&self->properties, PROP_STATE, (int) state);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
desk_attachment_get_file_name (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_FILE_NAME);
}

GBytes *
desk_attachment_get_content (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return desk_properties_get_boxed (&self->properties, PROP_CONTENT);
}

const char *
desk_attachment_get_sha256 (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_SHA256);
}

/* What the state is without an upload or a problem. */
static DeskAttachmentState
resting_state (DeskAttachment *self)
{
  return desk_attachment_get_content (self) != NULL ? DESK_ATTACHMENT_LOCAL : DESK_ATTACHMENT_EMPTY;
}

void
desk_attachment_set_content (DeskAttachment *self, GBytes *content, const char *file_name)
{
  g_autofree char *sha256 = content != NULL ? desk_sha256_hex (content) : NULL;

  g_return_if_fail (DESK_IS_ATTACHMENT (self));

  g_object_freeze_notify (G_OBJECT (self));
  desk_properties_set_boxed (&self->properties, PROP_CONTENT, content);
  desk_properties_set_text (&self->properties, PROP_SHA256, sha256);
  desk_properties_set_text (&self->properties, PROP_FILE_NAME, content != NULL ? file_name : "");
  desk_properties_set_double (&self->properties, PROP_PROGRESS, 0.0);
  desk_attachment_set_state (self, resting_state (self));
  g_object_thaw_notify (G_OBJECT (self));
}

void
desk_attachment_restore (DeskAttachment *self,
                         DeskAttachmentState state,
                         const char *file_name,
                         const char *sha256,
                         DeskFieldProblem problem)
{
  g_return_if_fail (DESK_IS_ATTACHMENT (self));

  g_object_freeze_notify (G_OBJECT (self));
  desk_properties_set_text (&self->properties, PROP_FILE_NAME, file_name);
  desk_properties_set_text (&self->properties, PROP_SHA256, sha256);
  desk_attachment_set_state (self, state);
  if (problem != DESK_FIELD_OK)
    desk_attachment_set_problem (self, problem);
  g_object_thaw_notify (G_OBJECT (self));
}

double
desk_attachment_get_progress (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), 0.0);

  return desk_properties_get_double (&self->properties, PROP_PROGRESS);
}

void
desk_attachment_set_progress (DeskAttachment *self, double progress)
{
  g_return_if_fail (DESK_IS_ATTACHMENT (self));

  desk_properties_set_double (&self->properties, PROP_PROGRESS, progress);
}

DeskFieldProblem
desk_attachment_get_problem (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), DESK_FIELD_OK);

  return (DeskFieldProblem) desk_properties_get_int (&self->properties, PROP_PROBLEM);
}

void
desk_attachment_set_problem (DeskAttachment *self, DeskFieldProblem problem)
{
  g_return_if_fail (DESK_IS_ATTACHMENT (self));

  g_object_freeze_notify (G_OBJECT (self));
  desk_properties_set_int (&self->properties, PROP_PROBLEM, (int) problem);
  if (problem != DESK_FIELD_OK)
    desk_attachment_set_state (self, DESK_ATTACHMENT_FAILED);
  else if (desk_attachment_get_state (self) == DESK_ATTACHMENT_FAILED)
    desk_attachment_set_state (self, resting_state (self));
  g_object_thaw_notify (G_OBJECT (self));
}

/* "BM" alone begins many a text; the size of the header that follows is one of a known few. */
static gboolean
is_bmp (const uint8_t *data, size_t size)
{
  static const uint8_t header_sizes[] = { 12, 40, 52, 56, 64, 108, 124 };

  if (size < 18 || memcmp (data, "BM", 2) != 0)
    return FALSE;

  return memchr (header_sizes, data[14], sizeof header_sizes) != NULL && data[15] == 0
         && data[16] == 0 && data[17] == 0;
}

static gboolean
is_image (const uint8_t *data, size_t size)
{
  static const uint8_t jpeg[] = { 0xff, 0xd8, 0xff };
  static const uint8_t png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

  return (size >= sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
         || (size >= sizeof png && memcmp (data, png, sizeof png) == 0) || is_bmp (data, size);
}

DeskFieldProblem
desk_attachment_check_content (GBytes *content)
{
  const uint8_t *data;
  size_t size;

  if (content == NULL || g_bytes_get_size (content) == 0)
    return DESK_FIELD_MISSING;

  data = g_bytes_get_data (content, &size);
  if (!is_image (data, size))
    return DESK_FIELD_FILE_BAD_TYPE;
  if (size < DESK_FIELD_FILE_MIN_BYTES)
    return DESK_FIELD_FILE_TOO_SMALL;

  return size > DESK_FIELD_FILE_MAX_BYTES ? DESK_FIELD_FILE_TOO_LARGE : DESK_FIELD_OK;
}

char *
desk_attachment_dup_field (DeskAttachment *self)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (self), NULL);

  return g_strconcat ("attachments.",
                      desk_attachment_kind_get_code (desk_attachment_get_kind (self)), NULL);
}
