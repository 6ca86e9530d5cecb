/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-schema.h"

#define DIGEST_LENGTH 32
#define MAX_PATH      4096
#define MAX_DETAIL    4096
#define MAX_LABEL     256
#define MAX_NICK      64
#define MAX_PIN       255
#define MAX_DER       (64 * 1024)
#define MAX_ID        1024
#define MAX_SLOTS     64
#define MAX_READERS   64
#define MAX_OBJECTS   256

typedef struct {
  DeskUkeyKind kind;
  const DeskUkeyField *fields;
  size_t n_fields;
} Row;

#define REQUIRED(tag, type, min, max)                                                              \
  {                                                                                                \
    DESK_UKEY_TAG_##tag, DESK_UKEY_FIELD_##type, TRUE, 1, min, max, 0                              \
  }
#define OPTIONAL(tag, type, min, max)                                                              \
  {                                                                                                \
    DESK_UKEY_TAG_##tag, DESK_UKEY_FIELD_##type, FALSE, 1, min, max, 0                             \
  }
#define REPEATED(tag, type, max_count, max)                                                        \
  {                                                                                                \
    DESK_UKEY_TAG_##tag, DESK_UKEY_FIELD_##type, FALSE, max_count, 0, max, 0                       \
  }
#define RECORDS(tag, max_count)                                                                    \
  {                                                                                                \
    DESK_UKEY_TAG_##tag, DESK_UKEY_FIELD_RECORD, FALSE, max_count, 0, DESK_UKEY_FRAME_MAX,         \
        DESK_UKEY_KIND_##tag                                                                       \
  }

static const DeskUkeyField open_fields[] = {
  REQUIRED (PATH, TEXT, 1, MAX_PATH),
  OPTIONAL (ARGUMENTS, TEXT, 0, MAX_PATH),
  OPTIONAL (LOCK_WAIT, NUMBER, 0, 60000),
};

static const DeskUkeyField scan_fields[] = {
  OPTIONAL (FRESH, NUMBER, 0, 1),
  OPTIONAL (SLOTS_ONLY, NUMBER, 0, 1),
};

static const DeskUkeyField sign_fields[] = {
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),
  REQUIRED (KEY_ID, BYTES, 0, MAX_ID),
  OPTIONAL (PIN, SECRET, 0, MAX_PIN),
  REQUIRED (DIGEST, BYTES, DIGEST_LENGTH, DIGEST_LENGTH),
};

static const DeskUkeyField generate_fields[] = {
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),
  OPTIONAL (PIN, SECRET, 0, MAX_PIN),
  REQUIRED (ALGORITHM, NUMBER, 0, 1),
  REQUIRED (LABEL, TEXT, 0, MAX_LABEL),
};

static const DeskUkeyField write_certificate_fields[] = {
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),
  OPTIONAL (PIN, SECRET, 0, MAX_PIN),
  OPTIONAL (KEY_ID, BYTES, 0, MAX_ID),
  REQUIRED (DER, BYTES, 1, MAX_DER),
};

static const DeskUkeyField change_pin_fields[] = {
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),
  OPTIONAL (PIN, SECRET, 0, MAX_PIN),
  OPTIONAL (NEW_PIN, SECRET, 0, MAX_PIN),
};

static const DeskUkeyField set_pin_fields[] = {
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),
  OPTIONAL (SO_PIN, SECRET, 0, MAX_PIN),
  OPTIONAL (NEW_PIN, SECRET, 0, MAX_PIN),
};

static const DeskUkeyField unblock_fields[] = {
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),
  OPTIONAL (PUK, SECRET, 0, MAX_PIN),
  OPTIONAL (NEW_PIN, SECRET, 0, MAX_PIN),
};

static const DeskUkeyField initialise_fields[] = {
  OPTIONAL (SLOT, NUMBER, 0, G_MAXUINT64),
  REQUIRED (LABEL, TEXT, 1, 32),
  REQUIRED (SO_PIN, SECRET, 0, MAX_PIN),
  REQUIRED (PIN, SECRET, 0, MAX_PIN),
};

static const DeskUkeyField hello_fields[] = {
  REQUIRED (VERSION, NUMBER, 1, 255),
  REQUIRED (PID, NUMBER, 0, G_MAXUINT64),
};

static const DeskUkeyField progress_fields[] = {
  REQUIRED (PHASE, NUMBER, 0, DESK_UKEY_PHASE_WORKING),
};

static const DeskUkeyField failed_fields[] = {
  REQUIRED (STATE, TEXT, 1, MAX_NICK),
  REQUIRED (PIN_USE, NUMBER, 0, 2),
  REQUIRED (DETAIL, TEXT, 0, MAX_DETAIL),
};

static const DeskUkeyField scanned_fields[] = {
  REQUIRED (N_SLOTS, NUMBER, 0, G_MAXUINT32),
  RECORDS (TOKEN, MAX_SLOTS),
  OPTIONAL (DETAIL, TEXT, 0, MAX_DETAIL),
};

static const DeskUkeyField signed_fields[] = {
  REQUIRED (SIGNATURE, BYTES, 1, MAX_ID),
};

static const DeskUkeyField generated_fields[] = {
  REQUIRED (KEY_ID, BYTES, 0, MAX_ID),
  REQUIRED (PUBLIC_KEY, BYTES, 1, MAX_DER),
};

static const DeskUkeyField initialised_fields[] = {
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),
};

static const DeskUkeyField described_fields[] = {
  REQUIRED (LIBRARY, TEXT, 0, MAX_LABEL),
  REQUIRED (MANUFACTURER, TEXT, 0, MAX_LABEL),
  REQUIRED (LIBRARY_VERSION, TEXT, 0, MAX_NICK),
  REQUIRED (CRYPTOKI_VERSION, TEXT, 0, MAX_NICK),
  RECORDS (READER_SLOT, MAX_SLOTS),
};

static const DeskUkeyField served_fields[] = {
  REQUIRED (INSTALLED, NUMBER, 0, 1),
  REQUIRED (CODE, NUMBER, 0, G_MAXUINT32),
  REPEATED (READER, TEXT, MAX_READERS, MAX_LABEL),
  OPTIONAL (DETAIL, TEXT, 0, MAX_DETAIL),
};

static const DeskUkeyField token_fields[] = {
  REQUIRED (SLOT, NUMBER, 0, G_MAXUINT64),     REQUIRED (READER, TEXT, 0, MAX_LABEL),
  REQUIRED (SERIAL, TEXT, 0, MAX_LABEL),       REQUIRED (LABEL, TEXT, 0, MAX_LABEL),
  REQUIRED (MANUFACTURER, TEXT, 0, MAX_LABEL), REQUIRED (MODEL, TEXT, 0, MAX_LABEL),
  REQUIRED (FLAGS, NUMBER, 0, G_MAXUINT32),    REQUIRED (MIN_PIN, NUMBER, 0, G_MAXUINT32),
  REQUIRED (MAX_PIN, NUMBER, 0, G_MAXUINT32),  REQUIRED (RECOGNISED, NUMBER, 0, 1),
  OPTIONAL (STATE, TEXT, 1, MAX_NICK),         RECORDS (CERTIFICATE, MAX_OBJECTS),
};

static const DeskUkeyField certificate_fields[] = {
  REQUIRED (DER, BYTES, 1, MAX_DER),
  REQUIRED (KEY_ID, BYTES, 0, MAX_ID),
  REQUIRED (LABEL, TEXT, 0, MAX_LABEL),
  REQUIRED (HAS_KEY, NUMBER, 0, DESK_UKEY_KEY_PRESENT),
};

static const DeskUkeyField reader_slot_fields[] = {
  REQUIRED (SLOT, NUMBER, 0, G_MAXUINT64),         REQUIRED (READER, TEXT, 0, MAX_LABEL),
  REQUIRED (MANUFACTURER, TEXT, 0, MAX_LABEL),     REQUIRED (PRESENT, NUMBER, 0, 1),
  REQUIRED (N_MECHANISMS, NUMBER, 0, G_MAXUINT32), RECORDS (TOKEN, 1),
  OPTIONAL (DETAIL, TEXT, 0, MAX_DETAIL),
};

/* For kinds that have no fields: not the same as no such kind. */
static const DeskUkeyField no_fields[1];

#define ROW(kind, fields)                                                                          \
  {                                                                                                \
    DESK_UKEY_KIND_##kind, fields, G_N_ELEMENTS (fields)                                           \
  }
#define EMPTY_ROW(kind)                                                                            \
  {                                                                                                \
    DESK_UKEY_KIND_##kind, no_fields, 0                                                            \
  }

static const Row rows[] = {
  ROW (OPEN, open_fields),
  ROW (SCAN, scan_fields),
  ROW (SIGN, sign_fields),
  ROW (GENERATE, generate_fields),
  ROW (WRITE_CERTIFICATE, write_certificate_fields),
  ROW (CHANGE_PIN, change_pin_fields),
  ROW (SET_PIN, set_pin_fields),
  ROW (UNBLOCK, unblock_fields),
  ROW (INITIALISE, initialise_fields),
  EMPTY_ROW (DESCRIBE),
  EMPTY_ROW (SERVICE),
  ROW (HELLO, hello_fields),
  ROW (PROGRESS, progress_fields),
  ROW (FAILED, failed_fields),
  EMPTY_ROW (OPENED),
  ROW (SCANNED, scanned_fields),
  ROW (SIGNED, signed_fields),
  ROW (GENERATED, generated_fields),
  EMPTY_ROW (DONE),
  ROW (INITIALISED, initialised_fields),
  ROW (DESCRIBED, described_fields),
  ROW (SERVED, served_fields),
  ROW (TOKEN, token_fields),
  ROW (CERTIFICATE, certificate_fields),
  ROW (READER_SLOT, reader_slot_fields),
};

const DeskUkeyField *
desk_ukey_schema_get_fields (DeskUkeyKind kind, size_t *n_fields)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind == kind) {
      *n_fields = rows[i].n_fields;
      return rows[i].fields;
    }

  *n_fields = 0;
  return NULL;
}

gboolean
desk_ukey_schema_is_frame (DeskUkeyKind kind)
{
  size_t n_fields;

  return kind < DESK_UKEY_KIND_TOKEN && desk_ukey_schema_get_fields (kind, &n_fields) != NULL;
}
