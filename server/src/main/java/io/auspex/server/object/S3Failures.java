package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.net.SocketTimeoutException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a user is told when S3 refuses or fails. The codes are those of the page "Error responses" of Amazon S3's API
 * reference. No message of the SDK goes out: they name hosts and ports of the operator's network.
 */
final class S3Failures {
    private static final Set<String> WRONG_KEYS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired");
    private static final Set<String> OTHER_REGION = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    private final boolean ownKeys;

    /** @param ownKeys whether the statement gave the credentials, and not the operator */
    S3Failures(boolean ownKeys) {
        this.ownKeys = ownKeys;
    }

    SqlException of(SdkException failure, ObjectPlace place) {
        SqlException error =
                failure instanceof AwsServiceException answer ? answered(answer, place) : silent(failure, place);
        return error.causedBy(failure);
    }

    private SqlException answered(AwsServiceException answer, ObjectPlace place) {
        int status = answer.statusCode();
        String code =
                answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                        ? ""
                        : answer.awsErrorDetails().errorCode();
        String detail = "Status " + status + (code.matches("[A-Za-z0-9.]{1,64}") ? ", error " + code : "");
        if (WRONG_KEYS.contains(code)) {
            return new SqlException(
                            SqlState.INVALID_AUTHORIZATION, "S3 does not accept the credentials for \"" + place + "\"")
                    .withDetail(detail)
                    .withHint(
                            ownKeys
                                    ? "Check the access key, its secret and the session token of the statement."
                                    : "The operator of the server has to renew its credentials for S3.");
        }
        if (code.equals("NoSuchBucket")) {
            return new SqlException(SqlState.UNDEFINED_FILE, "The S3 bucket \"" + place.bucket() + "\" does not exist")
                    .withDetail(detail)
                    .withHint("Create it, or check its name.");
        }
        if (OTHER_REGION.contains(code) || status == 301 || status == 307) {
            return new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "The S3 bucket \"" + place.bucket() + "\" lies in another region")
                    .withDetail(detail)
                    .withHint("Say REGION 'name-of-the-region' in the statement.");
        }
        if (status == 401 || status == 403) {
            return new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "S3 refuses access to \"" + place + "\"")
                    .withDetail(detail)
                    .withHint((ownKeys ? "The credentials of the statement need" : "The server's credentials need")
                            + " the right to list the bucket and to read or write its objects.");
        }
        if (status == 404) {
            return new SqlException(SqlState.UNDEFINED_FILE, "The object \"" + place + "\" does not exist")
                    .withDetail(detail);
        }
        if (status == 412) {
            return new SqlException(SqlState.IO_ERROR, "The object \"" + place + "\" was replaced while it was read")
                    .withHint("Run the statement again.");
        }
        return new SqlException(SqlState.IO_ERROR, "S3 failed at \"" + place + "\"")
                .withDetail(detail)
                .withHint("Run the statement again later; if it fails again, ask the operator of the store.");
    }

    private SqlException silent(SdkException failure, ObjectPlace place) {
        if (String.valueOf(failure.getMessage()).contains("Unable to load credentials")) {
            return new SqlException(SqlState.INVALID_AUTHORIZATION, "The server has no credentials for S3")
                    .withHint("Give ACCESS_KEY_ID and SECRET_ACCESS_KEY in the statement, or have the operator set"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for the server.");
        }
        if (isTimeout(failure)) {
            return new SqlException(SqlState.IO_ERROR, "S3 does not answer in time for \"" + place + "\"")
                    .withHint("Run the statement again later; the operator can raise --s3-timeout.");
        }
        return new SqlException(SqlState.IO_ERROR, "S3 cannot be reached for \"" + place + "\"")
                .withHint("Ask the operator of the server whether --s3-endpoint is right and the store is running.");
    }

    private static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException
                    || cause instanceof ApiCallTimeoutException
                    || cause instanceof ApiCallAttemptTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
