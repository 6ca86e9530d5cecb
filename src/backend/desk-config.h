/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskConfig:
 *
 * DIR/certdeskd.conf, a GKeyFile; a missing file or key gives the default. Immutable, thread-safe
 * for reading.
 */
typedef struct _DeskConfig DeskConfig;

/* Fails if the file is there and cannot be read or has an unknown group or key. */
DeskConfig *desk_config_load (const char *data_directory, GError **error);
void desk_config_free (DeskConfig *self);

/* [service] */
const char *desk_config_get_public_url (DeskConfig *self); /* nullable: the listener's own */
const char *desk_config_get_authority_name (DeskConfig *self);
gboolean desk_config_get_invoice (DeskConfig *self); /* the project asks about invoices */
gboolean desk_config_get_payment (DeskConfig *self);
/* Price in fen of a certificate for @validity_years (1-3). */
gint64 desk_config_get_price (DeskConfig *self, int validity_years);

typedef struct {
  const char *code; /* "hohhot" */
  const char *name;
  const char *address;
  const char *hours;
} DeskBranch;

/* Collection points; @n_branches (out). Borrowed. */
const DeskBranch *desk_config_get_branches (DeskConfig *self, gsize *n_branches);

/* [limits], all numbers >= 0; 0 switches a limit off. Names as in the file. */
typedef struct {
  gint64 sms_resend_seconds;       /* 60 */
  gint64 sms_per_hour;             /* 5, per number */
  gint64 sms_per_day;              /* 10, per number */
  gint64 sms_per_address_hour;     /* 60, per client address */
  gint64 sign_in_per_address_hour; /* 120 tries */
  gint64 connections;              /* 512 */
  gint64 connections_per_address;  /* 64 */
  gint64 request_seconds;          /* 30: a whole request must have arrived by then */
  gint64 idle_seconds;             /* 15: silence on a connection */
} DeskLimits;

const DeskLimits *desk_config_get_limits (DeskConfig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskConfig, desk_config_free)

G_END_DECLS
