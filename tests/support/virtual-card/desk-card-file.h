/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

#define DESK_CARD_FILE_MASTER      0x3F00
#define DESK_CARD_FILE_APPLICATION 0x5015

/* As MyEID writes it into object 82 of a file's description. */
typedef enum {
  DESK_CARD_FILE_DATA = 0x01,
  DESK_CARD_FILE_RSA_KEY = 0x11,
  DESK_CARD_FILE_EC_KEY = 0x22,
  DESK_CARD_FILE_DIRECTORY = 0x38,
} DeskCardFileType;

/* The places in object 86, half a byte each; which one stands for what depends on the type. */
typedef enum {
  DESK_CARD_ACCESS_READ = 0,
  DESK_CARD_ACCESS_USE_KEY = 0,
  DESK_CARD_ACCESS_UPDATE = 1,
  DESK_CARD_ACCESS_CREATE = 1,
  DESK_CARD_ACCESS_DELETE = 2,
  DESK_CARD_ACCESS_GENERATE = 3,
} DeskCardAccess;

#define DESK_CARD_ACCESS_LENGTH     3
#define DESK_CARD_PROPERTIES_LENGTH 2

/* The values of a place; those between are the number of the PIN to verify. */
#define DESK_CARD_ACCESS_ALWAYS 0
#define DESK_CARD_ACCESS_NEVER  15

typedef struct _DeskCardFile DeskCardFile;

/**
 * DeskCardFile:
 *
 * A file of the card. A directory owns the files in it, a data file its bytes, a key file the
 * private key once there is one.
 */
struct _DeskCardFile {
  DeskCardFile *parent; /* borrowed; NULL for the master file */
  GPtrArray *children;  /* owned; of DeskCardFile; stays empty unless this is a directory */
  guint id;             /* 16 bits */
  DeskCardFileType type;
  guint size; /* 16 bits: bytes of data, bits of a key */
  uint8_t access[DESK_CARD_ACCESS_LENGTH];
  uint8_t properties[DESK_CARD_PROPERTIES_LENGTH]; /* kept for whoever wrote them */
  GByteArray *content; /* owned; size bytes of data, or a private key in DER, empty before that */
};

/* Becomes part of @parent (nullable), which owns it. Data begins as zeros. */
DeskCardFile *
desk_card_file_new (DeskCardFile *parent, guint id, DeskCardFileType type, guint size);

/* The master file with an empty application in it. */
DeskCardFile *desk_card_file_new_tree (void);
void desk_card_file_free (DeskCardFile *self);

/* Takes a file out of its directory, and all that is in it. */
void desk_card_file_delete (DeskCardFile *self);

gboolean desk_card_file_is_key (const DeskCardFile *self);
guint desk_card_file_get_access (const DeskCardFile *self, DeskCardAccess place);

/* Nullable; directly in @self. */
DeskCardFile *desk_card_file_find (DeskCardFile *self, guint id);

/* Nullable; by two bytes a file, from @self downwards. An odd length leads nowhere. */
DeskCardFile *desk_card_file_walk (DeskCardFile *self, const uint8_t *path, size_t length);

/* Of the whole tree, @self included. */
guint desk_card_file_count (const DeskCardFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCardFile, desk_card_file_free)

G_END_DECLS
