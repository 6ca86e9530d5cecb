/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_CONFIG_MAX_YEARS 3

/**
 * DeskConfig:
 *
 * DIR/certdeskd.conf, a GKeyFile; a missing file or key gives the default. Immutable, thread-safe.
 */
typedef struct _DeskConfig DeskConfig;

/* A missing file is an empty one. Fails if it cannot be read, has an unknown group or key or a
 * value that does not fit. */
DeskConfig *desk_config_load (const char *data_directory, GError **error);
void desk_config_free (DeskConfig *self);

/* [service] */
const char *desk_config_get_public_url (DeskConfig *self); /* nullable: the listener's own */
const char *desk_config_get_authority_name (DeskConfig *self);
gboolean desk_config_get_invoice (DeskConfig *self); /* the project asks about invoices */
gboolean desk_config_get_payment (DeskConfig *self);
/* Price in fen of a certificate for @validity_years (1 to DESK_CONFIG_MAX_YEARS). */
gint64 desk_config_get_price (DeskConfig *self, int validity_years);

/* A collection point: a group [branch CODE]. All owned. */
typedef struct {
  char *code;
  char *name;
  char *address;
  char *hours;
} DeskBranch;

/* Borrowed; never empty. */
const DeskBranch *desk_config_get_branches (DeskConfig *self, gsize *n_branches);

/* [identity] mismatch_names: people the local identity provider refuses. NULL-terminated. */
const char *const *desk_config_get_mismatch_names (DeskConfig *self);

/* [limits], all >= 0; the file's names. 0 switches a limit of the first group off. */
typedef struct {
  gint64 sms_resend_seconds;       /* between two codes to a number */
  gint64 sms_per_hour;             /* to a number */
  gint64 sms_per_day;              /* to a number */
  gint64 sms_per_address_hour;     /* asked for by a client address */
  gint64 sign_in_per_address_hour; /* tries by a client address */
  gint64 identity_per_day;         /* real-name checks by an account */
  gint64 unblock_per_day;          /* requests to unlock a key by an account */

  gint64 connections;             /* at a time */
  gint64 connections_per_address; /* at a time */
  gint64 idle_seconds;            /* silence on a connection */
  gint64 request_seconds;         /* until a whole request must have arrived */
  gint64 answer_seconds;          /* until its answer must be taken */
} DeskLimits;

const DeskLimits *desk_config_get_limits (DeskConfig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskConfig, desk_config_free)

G_END_DECLS
