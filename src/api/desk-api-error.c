/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-error.h"

typedef struct {
  const char *code;   /* static */
  DeskIssues *issues; /* owned */
  guint retry_after;  /* seconds, 0: not said */
} DeskApiErrorPrivate;

static void
desk_api_error_private_init (DeskApiErrorPrivate *priv)
{
  priv->code = "";
  priv->issues = desk_issues_new ();
}

static void
desk_api_error_private_copy (const DeskApiErrorPrivate *source, DeskApiErrorPrivate *target)
{
  target->code = source->code;
  desk_issues_unref (target->issues);
  target->issues = desk_issues_ref (source->issues);
  target->retry_after = source->retry_after;
}

static void
desk_api_error_private_clear (DeskApiErrorPrivate *priv)
{
  desk_issues_unref (priv->issues);
}

/* The macro's functions give NULL for an error of another domain; GCC fears that once it has
 * inlined them. */
#pragma GCC diagnostic ignored "-Wnull-dereference"
G_DEFINE_EXTENDED_ERROR (DeskApiError, desk_api_error)

const char *
desk_api_error_get_code (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DESK_API_ERROR, NULL);

  return desk_api_error_get_private (error)->code;
}

DeskIssues *
desk_api_error_get_issues (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DESK_API_ERROR, NULL);

  return desk_api_error_get_private (error)->issues;
}

guint
desk_api_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DESK_API_ERROR, 0);

  return desk_api_error_get_private (error)->retry_after;
}

GError *
desk_api_error_new_problem (const char *code, DeskIssues *issues, guint retry_after)
{
  GError *error
      = g_error_new (DESK_API_ERROR, DESK_API_ERROR_PROBLEM, "the server refused: %s", code);
  DeskApiErrorPrivate *priv = desk_api_error_get_private (error);

  priv->code = code;
  priv->retry_after = retry_after;
  if (issues != NULL) {
    desk_issues_unref (priv->issues);
    priv->issues = desk_issues_ref (issues);
  }
  return error;
}
