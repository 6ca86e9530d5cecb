/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A driver that is registered with p11-kit (pkcs11.conf(5)). */
typedef struct {
  char *name;   /* owned: of the file without ".module" */
  char *module; /* owned: a path, or the name of a file in p11-kit's directory */
} DeskP11KitRegistration;

void desk_p11_kit_registration_free (DeskP11KitRegistration *self);

/* Reads the *.module files of the packages, of the system and of the user; one that is named like
 * another replaces it in that order. Left out are remote ones, trust policies and modules that show
 * no key to plug in. New GPtrArray of DeskP11KitRegistration, by name. @root is put before every
 * directory, "" for none. */
GPtrArray *desk_p11_kit_config_read (const char *root);

G_END_DECLS
